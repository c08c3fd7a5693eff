using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// The exclusive-or of two bits that come one after the other: a cue for the first, a pause, a cue for the second, a pause to answer in. The class is 1
/// where the bits differ. A sample is [T, N]: the first half of the neurons stands for 0, the second for 1. All four pairs come equally often. After
/// the temporal exclusive-or of Elman (1990), "Finding structure in time", with cues of spiking groups; the form is Myelin's own.
/// </summary>
public sealed class TemporalXor : IDataset
{
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public TemporalXor(int count = 1_000, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        this.seed = seed;
    }

    /// <inheritdoc/>
    public string Name => "temporal exclusive-or";

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Number of neurons, N: even.</summary>
    public int Neurons { get; init => field = value >= 2 && value % 2 == 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of neurons must be even and at least 2."); } = 20;

    /// <summary>Number of steps of a cue, at least 1.</summary>
    public int CueSteps { get; init => field = AtLeast(1, value); } = 10;

    /// <summary>Number of steps between the cues, at least 0.</summary>
    public int PauseSteps { get; init => field = AtLeast(0, value); } = 20;

    /// <summary>Number of steps after the second cue, at least 0.</summary>
    public int AnswerSteps { get; init => field = AtLeast(0, value); } = 10;

    /// <summary>How likely a neuron of a cue is to spike in a step.</summary>
    public double CueProbability { get; init; } = 0.4;

    /// <summary>How likely any other neuron is to spike in a step.</summary>
    public double Noise { get; init; } = 0.01;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape => field is [int steps, int neurons] && steps == Steps && neurons == Neurons ? field : field = [Steps, Neurons];

    /// <inheritdoc/>
    public int Classes => 2;

    private int Steps => checked((2 * CueSteps) + PauseSteps + AnswerSteps);

    /// <summary>The two bits of a sample.</summary>
    /// <param name="index">Which sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (int First, int Second) Bits(int index)
    {
        SampleChecks.Index(this, index);
        return (index & 1, (index >> 1) & 1);
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        (int first, int second) = Bits(index);
        return first ^ second;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, Steps * Neurons);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        (int first, int second) = Bits(index);
        int again = CueSteps + PauseSteps;
        CueRaster.Background(sample, Noise, ref random);
        CueRaster.Show(sample, 2, first, 0..CueSteps, Neurons, CueProbability, ref random);
        CueRaster.Show(sample, 2, second, again..(again + CueSteps), Neurons, CueProbability, ref random);
    }

    private static int AtLeast(int least, int value) => value >= least ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"A number of steps must be at least {least} here.");
}
