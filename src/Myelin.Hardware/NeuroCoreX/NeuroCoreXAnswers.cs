using System.Globalization;
using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Hardware.NeuroCoreX.NeuroCoreXCore;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>What the bytes that a NeuroCoreX board sends mean.</summary>
public static class NeuroCoreXAnswers
{
    /// <summary>Bytes that the board answers to a run.</summary>
    /// <param name="steps">Length of the run in steps.</param>
    public static int LengthOfSpikes(int steps) => steps == 0 ? 0 : 1 + (steps * NeuronCount / 8);

    /// <summary>The spikes of a run. The board sends no incomplete byte: of the last step, up to seven neurons are missing, and are taken as silent.</summary>
    /// <param name="answer">All bytes of the answer to the run.</param>
    /// <param name="steps">Length of the run in steps.</param>
    /// <param name="step">Time of a step; that of the board where it is left out.</param>
    /// <exception cref="InvalidDataException">The answer does not begin with its mark, or has another length.</exception>
    public static Raster Spikes(ReadOnlySpan<byte> answer, int steps, Time? step = null)
    {
        int length = LengthOfSpikes(steps);
        if (answer.Length != length) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The answer to a run of {steps} steps has {length} bytes, got {answer.Length}."));
        if (length > 0 && answer[0] != StartOfSpikes) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The answer to a run begins with 0x{StartOfSpikes:X2}, got 0x{answer[0]:X2}."));
        List<int> at = [], neurons = [];
        for (int bit = 0; bit < (length - 1) * 8; bit++)
        {
            if ((answer[1 + (bit / 8)] >> (bit % 8) & 1) == 0) continue;
            at.Add(bit / NeuronCount);
            neurons.Add(bit % NeuronCount);
        }

        return new Raster([.. at], [.. neurons], NeuronCount, steps, step ?? Step);
    }

    /// <summary>The weights from the inputs, of a board that sends those: [target, input], [90, 94].</summary>
    /// <param name="answer">All bytes of the answer.</param>
    /// <exception cref="InvalidDataException">The answer has another length.</exception>
    public static sbyte[,] InputWeights(ReadOnlySpan<byte> answer) => Weights(answer, InputCount, FirstInput);

    /// <summary>The weights between the neurons, of a board that sends those: [target, source], [90, 90].</summary>
    /// <param name="answer">All bytes of the answer.</param>
    /// <exception cref="InvalidDataException">The answer has another length.</exception>
    public static sbyte[,] LateralWeights(ReadOnlySpan<byte> answer) => Weights(answer, NeuronCount, FirstColumn);

    private static sbyte[,] Weights(ReadOnlySpan<byte> answer, int columns, int firstColumn)
    {
        if (answer.Length != WeightAnswer) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"An answer with weights has {WeightAnswer} bytes, got {answer.Length}."));
        var weights = new sbyte[NeuronCount, columns];
        for (int target = 0; target < NeuronCount; target++)
        {
            for (int column = 0; column < columns; column++)
            {
                int at = ((FirstRow + target) * Side) + firstColumn + column;
                if (at < answer.Length) weights[target, column] = (sbyte)answer[at];
            }
        }

        return weights;
    }
}
