using System.Runtime.InteropServices;
using Myelin.Hardware.NeuroCoreX;
using Myelin.Randomness;
using Myelin.Spikes;

namespace Myelin.Experiments.NeuroCoreX;

/// <summary>
/// Ten neurons of an emulated NeuroCoreX board, one for each digit, that see 64 pixels. The host has nothing of the board but its serial line: it shows images, reads spikes, and where the board is
/// wrong it makes two neurons fire, so that the board's own STDP moves the weights. Weights stay on the board.
/// </summary>
internal sealed class DigitBoard
{
    public const int Digits = 10, Pixels = 64;

    // Inputs behind the pixels: one that makes a neuron fire, for each, and one that holds all of them back.
    private const int Brake = Pixels + Digits;

    // How far below the threshold of lessons the brake starts what must not fire by the image alone, and how many spikes of the teacher lead from there above it.
    private const sbyte BrakeWeight = -127, TeacherWeight = 63;
    private const int TeacherSpikes = 4, LessonThreshold = 64;

    private readonly NeuroCoreXBoard board = new();
    private readonly byte[] seeing;
    private readonly byte[] learning;
    private readonly int repetitions;
    private RandomStream order;
    private bool isLearning;

    /// <summary>Configures a board.</summary>
    /// <param name="startWeight">Weight of every pixel at the start.</param>
    /// <param name="threshold">Threshold while images are looked at.</param>
    /// <param name="repetitions">How often each pixel fires while an image is looked at.</param>
    /// <param name="seed">Names the orders in which pixels fire.</param>
    public DigitBoard(int startWeight, double threshold, int repetitions, ulong seed)
    {
        this.repetitions = repetitions;
        order = new RandomStream(seed, StreamPurpose.Data, 7);
        var weights = new sbyte[NeuroCoreXCore.NeuronCount, NeuroCoreXCore.InputCount];
        var learns = new bool[NeuroCoreXCore.NeuronCount, NeuroCoreXCore.InputCount];
        for (int digit = 0; digit < Digits; digit++)
        {
            for (int pixel = 0; pixel < Pixels; pixel++) (weights[digit, pixel], learns[digit, pixel]) = ((sbyte)startWeight, true);
            weights[digit, Pixels + digit] = TeacherWeight;
            weights[digit, Brake] = BrakeWeight;
        }

        NeuroCoreXProgram looks = new() { InputWeights = weights, InputLearns = learns, Growth = 0, Shrinkage = 0, Thresholds = OfDigits(threshold) };

        // In a lesson a neuron that has fired stays silent, and every pixel is within the window of the spike.
        NeuroCoreXProgram learnsNow = looks with
        {
            Growth = 1,
            Shrinkage = 1,
            InputWindow = 127,
            PostWindow = 127,
            Thresholds = OfDigits(LessonThreshold),
            Refractory = [.. Enumerable.Repeat(100_000, NeuroCoreXCore.NeuronCount)],
        };
        (seeing, learning) = (looks.Parameters(), learnsNow.Parameters());
        Write(looks.Configuration());
    }

    /// <summary>Bytes sent to the board.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Bytes that the board has sent.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Steps that the board has run.</summary>
    public long Steps => board.Steps;

    /// <summary>Time that the board would have run [s].</summary>
    public double RunSeconds => board.RunTime.InSeconds;

    /// <summary>Shows an image.</summary>
    /// <param name="pixels">Which pixels are dark: [64].</param>
    /// <returns>How often each of the ten neurons fired.</returns>
    public int[] Look(ReadOnlySpan<bool> pixels)
    {
        if (isLearning) Write(seeing);
        isLearning = false;
        var inputs = new List<int>();
        for (int i = 0; i < repetitions; i++) AddInOrder(inputs, pixels);
        return Run(inputs).SpikeCounts()[..Digits];
    }

    /// <summary>Shows an image and what it is: the neuron that was wrong fires before it, that which would be right after it.</summary>
    /// <param name="pixels">Which pixels are dark: [64].</param>
    /// <param name="right">The digit.</param>
    /// <param name="wrong">The digit that the board took it for.</param>
    public void Correct(ReadOnlySpan<bool> pixels, int right, int wrong)
    {
        if (!isLearning) Write(learning);
        isLearning = true;
        var inputs = new List<int> { Pixels + wrong, Pixels + wrong, Brake };
        AddInOrder(inputs, pixels);
        for (int i = 0; i < TeacherSpikes; i++) inputs.Add(Pixels + right);
        Run(inputs);
    }

    /// <summary>Asks the board for its weights.</summary>
    /// <returns>By digit and pixel: [10, 64].</returns>
    public double[,] ReadWeights()
    {
        Write(NeuroCoreXProgram.ReadWeights);
        sbyte[,] all = NeuroCoreXAnswers.InputWeights(Read());
        var weights = new double[Digits, Pixels];
        for (int digit = 0; digit < Digits; digit++)
        {
            for (int pixel = 0; pixel < Pixels; pixel++) weights[digit, pixel] = all[digit, pixel];
        }

        return weights;
    }

    /// <summary>Brings numbers into a random order.</summary>
    public static void Shuffle(Span<int> numbers, ref RandomStream random)
    {
        for (int i = numbers.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (numbers[i], numbers[j]) = (numbers[j], numbers[i]);
        }
    }

    private static double[] OfDigits(double threshold) => [.. Enumerable.Range(0, NeuroCoreXCore.NeuronCount).Select(n => n < Digits ? threshold : 127)];

    private void AddInOrder(List<int> inputs, ReadOnlySpan<bool> pixels)
    {
        int first = inputs.Count;
        for (int i = 0; i < Pixels; i++)
        {
            if (pixels[i]) inputs.Add(i);
        }

        Shuffle(CollectionsMarshal.AsSpan(inputs)[first..], ref order);
    }

    // One spike in a step; two steps pass until the last has been answered, and one more until the answer is complete.
    private Raster Run(List<int> inputs)
    {
        int steps = inputs.Count + 3;
        Write(NeuroCoreXStimulus.Encode(inputs.Select((input, step) => (step, input)), steps));
        return NeuroCoreXAnswers.Spikes(Read(), steps);
    }

    private void Write(byte[] bytes)
    {
        BytesSent += bytes.Length;
        board.Write(bytes);
    }

    private byte[] Read()
    {
        byte[] answer = board.Read();
        BytesReceived += answer.Length;
        return answer;
    }
}
