using System.Globalization;
using static Myelin.Hardware.NeuroCoreX.NeuroCoreXCore;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>What a host configures a NeuroCoreX board with, and the bytes that say so: the same messages in the same order as those of the project's notebooks.</summary>
/// <remarks>All arrays are checked when <see cref="Configuration"/> makes bytes of them.</remarks>
public sealed record NeuroCoreXProgram
{
    /// <summary>Threshold of each neuron: [90], -128 to just below 128, rounded to 1/1024.</summary>
    public double[] Thresholds { get; init; } = All(1.0);

    /// <summary>Steps after a spike in which each neuron cannot fire: [90], 0 to 131,071, where 0 is as 1.</summary>
    public int[] Refractory { get; init; } = All(1);

    /// <summary>What every potential loses in a step, -128 to just below 128, rounded to 1/1024.</summary>
    public double Leak { get; init; }

    /// <summary>Factor of all weights from the inputs, 0 to 255.</summary>
    public int InputScale { get; init; } = 1;

    /// <summary>Weights from the inputs: [target, input], [90, 94].</summary>
    public sbyte[,] InputWeights { get; init; } = new sbyte[NeuronCount, InputCount];

    /// <summary>Weights between the neurons: [target, source], [90, 90]. The board leaves out those from a neuron to itself.</summary>
    public sbyte[,] LateralWeights { get; init; } = new sbyte[NeuronCount, NeuronCount];

    /// <summary>Which weights from the inputs learn: [target, input], [90, 94].</summary>
    public bool[,] InputLearns { get; init; } = new bool[NeuronCount, InputCount];

    /// <summary>Which weights between the neurons learn: [target, source], [90, 90].</summary>
    public bool[,] LateralLearns { get; init; } = new bool[NeuronCount, NeuronCount];

    /// <summary>Steps after an input spike in which a spike of the target makes the weight grow, 0 to 127.</summary>
    public int InputWindow { get; init; } = 20;

    /// <summary>Steps after a spike of a neuron in which one of its target makes the weight grow, 0 to 127.</summary>
    public int LateralWindow { get; init; } = 20;

    /// <summary>Steps after a spike of the target in which one of its source makes the weight shrink, 0 to 127.</summary>
    public int PostWindow { get; init; } = 20;

    /// <summary>By how much a weight grows, -128 to 127.</summary>
    public int Growth { get; init; } = 1;

    /// <summary>By how much a weight shrinks, -128 to 127.</summary>
    public int Shrinkage { get; init; } = 1;

    /// <summary>A current into <see cref="BiasedNeuron"/>, -128 to just below 128, rounded to 1/1024.</summary>
    public double Bias { get; init; }

    /// <summary>The neuron that the bias goes to and whose potential can be seen; null for none.</summary>
    public int? BiasedNeuron { get; init; }

    /// <summary>The question for the weights, whose answer <see cref="NeuroCoreXAnswers.InputWeights"/> and <see cref="NeuroCoreXAnswers.LateralWeights"/> read.</summary>
    public static byte[] ReadWeights => [(byte)MessageKind.ReadWeights << 4, 0];

    /// <summary>The messages that set all memories of the board.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or an array has another shape; the message says which.</exception>
    public byte[] Configuration()
    {
        var bytes = new List<byte>();
        Open(bytes, MessageKind.Bias);
        Word(bytes, Membrane(Bias, nameof(Bias)));
        Word(bytes, BiasedNeuron is { } biased ? Within(biased, 0, NeuronCount - 1, nameof(BiasedNeuron)) + 1 : 0);
        Open(bytes, MessageKind.LateralWeights);
        Matrix(bytes, LateralWeights, FirstColumn, nameof(LateralWeights));
        Open(bytes, MessageKind.InputWeights);
        Matrix(bytes, InputWeights, FirstInput, nameof(InputWeights));
        Open(bytes, MessageKind.Learning);
        bool[] lateral = Flags(LateralLearns, NeuronCount, FirstColumn, nameof(LateralLearns)), inputs = Flags(InputLearns, InputCount, FirstInput, nameof(InputLearns));
        Bits(bytes, [.. lateral, .. inputs]);
        bytes.Add(0);
        bytes.AddRange(Parameters());
        return [.. bytes];
    }

    /// <summary>The message that sets thresholds, refractory periods, leak, factor of the inputs and the numbers of learning, and leaves weights as they are.</summary>
    /// <exception cref="ArgumentException">A number is out of its range; the message says which.</exception>
    public byte[] Parameters()
    {
        var bytes = new List<byte>();
        Open(bytes, MessageKind.Parameters);
        double[] thresholds = OfNeurons(Thresholds, nameof(Thresholds));
        int[] refractory = OfNeurons(Refractory, nameof(Refractory));

        // Entries around the neurons belong to the pipeline; the host gives them a threshold that is never reached.
        PerEntry(bytes, Membrane(127, ""), n => Membrane(thresholds[n], Named(nameof(Thresholds), n)));
        int start = bytes.Count;
        PerEntry(bytes, 0, n => Within(refractory[n], 0, (1 << 17) - 1, Named(nameof(Refractory), n)));
        bytes[start] = (byte)Within(InputScale, 0, 255, nameof(InputScale));
        PerEntry(bytes, 0, _ => Membrane(Leak, nameof(Leak)));
        Word(bytes, Pair(Within(InputWindow, 0, 127, nameof(InputWindow)), Within(PostWindow, 0, 127, nameof(PostWindow))));
        Word(bytes, Pair(Within(LateralWindow, 0, 127, nameof(LateralWindow)), PostWindow));
        for (int i = 2; i < Side; i++) Word(bytes, Pair(Within(Growth, -128, 127, nameof(Growth)), Within(Shrinkage, -128, 127, nameof(Shrinkage))));
        return [.. bytes];
    }

    private static T[] All<T>(T value)
    {
        var all = new T[NeuronCount];
        Array.Fill(all, value);
        return all;
    }

    private static string Named(string what, int neuron) => string.Create(CultureInfo.InvariantCulture, $"{what}[{neuron}]");

    private static void Open(List<byte> bytes, MessageKind kind) => bytes.Add((byte)((byte)kind << 4));

    private static void Word(List<byte> bytes, int value) => bytes.AddRange([(byte)value, (byte)(value >> 8), (byte)((value >> 16) & 3)]);

    private static int Pair(int low, int high) => (low & 0xFF) | ((high & 0xFF) << 8);

    private static void PerEntry(List<byte> bytes, int around, Func<int, int> ofNeuron)
    {
        for (int i = 0; i < Side; i++)
        {
            int neuron = i - FirstParameter;
            Word(bytes, neuron is >= 0 and < NeuronCount ? ofNeuron(neuron) : around);
        }
    }

    private static int Membrane(double value, string what)
    {
        double word = Math.Round(value / NeuroCoreXCore.Membrane.Unit);
        if (!(word >= -(1 << 17) && word < 1 << 17))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; the board has words from -128 to just below 128."));
        return (int)word;
    }

    private static int Within(int value, int least, int most, string what) => value >= least && value <= most
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; the board takes {least} to {most}."));

    private static T[] OfNeurons<T>(T[] values, string what)
    {
        ArgumentNullException.ThrowIfNull(values, what);
        return values.Length == NeuronCount ? values : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} must have a number for each of {NeuronCount} neurons, got {values.Length}."));
    }

    private static T[] Flat<T>(T[,] matrix, int columns, int firstColumn, string what)
    {
        ArgumentNullException.ThrowIfNull(matrix, what);
        if (matrix.GetLength(0) != NeuronCount || matrix.GetLength(1) != columns)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} must have the shape [{NeuronCount}, {columns}], got [{matrix.GetLength(0)}, {matrix.GetLength(1)}]."));
        var flat = new T[Side * Side];
        for (int row = 0; row < NeuronCount; row++)
        {
            for (int column = 0; column < columns; column++) flat[((FirstRow + row) * Side) + firstColumn + column] = matrix[row, column];
        }

        return flat;
    }

    private static bool[] Flags(bool[,] matrix, int columns, int firstColumn, string what) => Flat(matrix, columns, firstColumn, what);

    private static void Matrix(List<byte> bytes, sbyte[,] matrix, int firstColumn, string what)
    {
        foreach (sbyte weight in Flat(matrix, firstColumn == FirstColumn ? NeuronCount : InputCount, firstColumn, what)) bytes.Add((byte)weight);
        bytes.Add(0);
    }

    private static void Bits(List<byte> bytes, bool[] bits)
    {
        for (int first = 0; first < bits.Length; first += 8)
        {
            int value = 0;
            for (int i = 0; i < 8; i++) value |= bits[first + i] ? 0x80 >> i : 0;
            bytes.Add((byte)value);
        }
    }
}
