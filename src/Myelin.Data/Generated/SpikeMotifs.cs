using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// Spike motifs in noise: in a class's motif each of N neurons spikes once, at a step of its own within a window; a sample shows it at a random time, with some jitter,
/// spikes that are missing, and a background of other spikes. All classes have the same rates, so only the times of spikes of different neurons relative to each other say the class. A
/// sample is [T, N], and sample i has the class i mod classes. After the motifs in Grimaldi and Perrinet (2023), Biological Cybernetics 117.
/// </summary>
public sealed class SpikeMotifs : IDataset
{
    private readonly ulong seed;
    private readonly int[] times;
    private readonly int window;
    private readonly int jitter;
    private readonly double missing;
    private readonly double background;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="neurons">N, at least 1.</param>
    /// <param name="steps">T, longer than the window.</param>
    /// <param name="window">Length of a motif [steps], at least 1.</param>
    /// <param name="jitter">A spike comes up to so many steps early or late.</param>
    /// <param name="missing">The probability that a spike of the motif is missing.</param>
    /// <param name="background">The probability of another spike, for each neuron and step.</param>
    /// <param name="seed">Seed of the motifs and, unless they have their own, of the samples.</param>
    /// <param name="sampleSeed">Seed of the samples, for another set of the same motifs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public SpikeMotifs(
        int count, int classes = 10, int neurons = 30, int steps = 60, int window = 25, int jitter = 1, double missing = 0.1, double background = 0.01, ulong seed = 1, ulong? sampleSeed = null)
    {
        Count = SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(jitter, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, window + (2 * jitter) + 1);
        if (!(missing is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(missing), missing, "The probability of a missing spike must be at least 0 and below 1.");
        if (!(background is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(background), background, "The probability of a background spike must be at least 0 and below 1.");
        (Classes, SampleShape, this.window, this.jitter, this.missing, this.background) = (classes, [steps, neurons], window, jitter, missing, background);
        this.seed = sampleSeed ?? seed;
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Set);
        times = new int[classes * neurons];
        foreach (ref int time in times.AsSpan()) time = (int)(random.NextDouble() * window);
    }

    /// <inheritdoc/>
    public string Name => "spike motifs";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>When a neuron spikes in the motif of a class, in steps from the motif's start.</summary>
    /// <param name="label">The class.</param>
    /// <param name="neuron">The neuron.</param>
    public int Time(int label, int neuron) => times[(label * SampleShape[1]) + neuron];

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index % Classes;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        int steps = SampleShape[0], neurons = SampleShape[1];
        SampleChecks.Read(this, index, sample, steps * neurons);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        foreach (ref float value in sample) value = random.NextDouble() < background ? 1 : 0;
        int start = jitter + (int)(random.NextDouble() * (steps - window - (2 * jitter)));
        for (int n = 0; n < neurons; n++)
        {
            int shift = (int)(random.NextDouble() * ((2 * jitter) + 1)) - jitter;
            bool isMissing = random.NextDouble() < missing;
            if (!isMissing) sample[((start + Time(index % Classes, n) + shift) * neurons) + n] = 1;
        }
    }
}
