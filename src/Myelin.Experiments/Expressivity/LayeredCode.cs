using Myelin.Experiments.Models;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using static Myelin.Syntax;

namespace Myelin.Experiments.Expressivity;

/// <summary>
/// A feed-forward network of spiking neurons under an input that does not change, and its code: which neuron spikes at which step. Spikes reach the next layer in the same step. Numbers are doubles.
/// </summary>
internal sealed class LayeredCode
{
    /// <summary>What is nearer to each other along a line is one place.</summary>
    public const double Resolution = 1e-12;

    private static readonly Time dt = 1 * ms;
    private readonly INeuronModel model;
    private readonly int inputs;
    private readonly double[][,] weights;
    private readonly double[][] biases;
    private readonly SingleNeuron[][] neurons;

    /// <summary>Makes a network with normal weights.</summary>
    /// <param name="model">The neuron.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="width">Neurons of a layer.</param>
    /// <param name="depth">Number of layers.</param>
    /// <param name="random">Where weights and biases come from.</param>
    public LayeredCode(INeuronModel model, int inputs, int width, int depth, ref RandomStream random)
    {
        (this.model, this.inputs) = (model, inputs);
        weights = new double[depth][,];
        biases = new double[depth][];
        neurons = new SingleNeuron[depth][];
        for (int layer = 0; layer < depth; layer++)
        {
            int from = layer == 0 ? inputs : width;
            double scale = layer == 0 ? 1 : 1 / Math.Sqrt(from);
            weights[layer] = new double[width, from];
            biases[layer] = new double[width];
            neurons[layer] = [.. Enumerable.Range(0, width).Select(_ => SingleNeuron.Of(model, dt, 0, 0))];
            for (int n = 0; n < width; n++)
            {
                for (int i = 0; i < from; i++) weights[layer][n, i] = scale * random.NextNormal();
                biases[layer][n] = 0.3 * random.NextNormal();
            }
        }
    }

    /// <summary>Number of layers.</summary>
    public int Depth => weights.Length;

    /// <summary>Neurons of a layer.</summary>
    public int Width => biases[0].Length;

    /// <summary>The constant current of a neuron of the first layer at a point.</summary>
    public double Current(int neuron, ReadOnlySpan<double> point)
    {
        double sum = biases[0][neuron];
        for (int i = 0; i < inputs; i++) sum += weights[0][neuron, i] * point[i];
        return sum;
    }

    /// <summary>The spikes of every layer at a point: bit t of number n of layer l says whether neuron n spikes at step t.</summary>
    /// <param name="point">The input.</param>
    /// <param name="steps">Number of steps, at most 64.</param>
    public ulong[][] Of(ReadOnlySpan<double> point, int steps)
    {
        ulong[][] code = [.. neurons.Select(_ => new ulong[Width])];
        double[] rest = model.LowerInitialState(dt);
        for (int layer = 0; layer < Depth; layer++)
        {
            for (int n = 0; n < Width; n++)
            {
                double[] state = [.. rest];
                double still = layer == 0 ? Current(n, point) : 0;
                for (int t = 0; t < steps; t++)
                {
                    double current = layer == 0 ? still : biases[layer][n];
                    for (int i = 0; layer > 0 && i < Width; i++)
                    {
                        if (((code[layer - 1][i] >> t) & 1) != 0) current += weights[layer][n, i];
                    }

                    neurons[layer][n].SetInput(current);
                    if (neurons[layer][n].Step(state, t) != 0) code[layer][n] |= 1UL << t;
                }
            }
        }

        return code;
    }

    /// <summary>The spikes of one neuron under a constant current.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="rest">Its state at rest.</param>
    /// <param name="current">The current.</param>
    /// <param name="steps">Number of steps, at most 64.</param>
    public static ulong Train(SingleNeuron neuron, ReadOnlySpan<double> rest, double current, int steps)
    {
        Span<double> state = stackalloc double[rest.Length];
        rest.CopyTo(state);
        neuron.SetInput(current);
        ulong train = 0;
        for (int t = 0; t < steps; t++)
        {
            if (neuron.Step(state, t) != 0) train |= 1UL << t;
        }

        return train;
    }

    /// <summary>
    /// Where the spikes of a neuron of the first layer change along a line. The potential at a step grows with the current as long as the spikes before are the same, so trains are ordered as words
    /// by the current, and where both ends of a piece have one train the whole piece has: halving pieces whose ends differ finds every change. Changes that are nearer to each other than <see cref="Resolution"/> are
    /// one, because rounding divides what in exact numbers happens at one current.
    /// </summary>
    /// <param name="current">The current at a place of the line.</param>
    /// <param name="steps">Number of steps, at most 64.</param>
    /// <param name="low">Start of the line.</param>
    /// <param name="high">Its end.</param>
    /// <returns>The places of the changes, in order.</returns>
    public List<double> Changes(Func<double, double> current, int steps, double low, double high)
    {
        SingleNeuron neuron = neurons[0][0];
        double[] rest = model.LowerInitialState(dt);
        var changes = new List<double>();
        var pieces = new Stack<(double Low, ulong AtLow, double High, ulong AtHigh)>();
        pieces.Push((low, Train(neuron, rest, current(low), steps), high, Train(neuron, rest, current(high), steps)));
        while (pieces.TryPop(out var piece))
        {
            if (piece.AtLow == piece.AtHigh) continue;
            double middle = piece.Low + ((piece.High - piece.Low) / 2);
            if (piece.High - piece.Low < Resolution / 4)
            {
                changes.Add(middle);
                continue;
            }

            ulong there = Train(neuron, rest, current(middle), steps);
            pieces.Push((piece.Low, piece.AtLow, middle, there));
            pieces.Push((middle, there, piece.High, piece.AtHigh));
        }

        return Apart(changes);
    }

    /// <summary>Numbers in order, without those that are nearer to the one before than <see cref="Resolution"/>.</summary>
    public static List<double> Apart(IEnumerable<double> numbers)
    {
        var apart = new List<double>();
        foreach (double number in numbers.Order())
        {
            if (apart.Count == 0 || number - apart[^1] > Resolution) apart.Add(number);
        }

        return apart;
    }
}
