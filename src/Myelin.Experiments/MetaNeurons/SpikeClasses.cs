using Myelin.Data;
using Myelin.Randomness;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>What tells two classes of spike patterns apart.</summary>
internal enum PatternKind
{
    /// <summary>Poisson trains; each class has its own rate for every input.</summary>
    Rates,

    /// <summary>Each class has its own times for every input; rates are alike.</summary>
    Order,

    /// <summary>Poisson trains in one class, bursts of the same mean rate in the other; inputs are alike.</summary>
    Bursts,
}

/// <summary>Spike patterns of two classes: a sample is [T, N], and sample i has the class i mod 2.</summary>
internal sealed class SpikeClasses : IDataset
{
    private const double Rate = 0.1, SpreadOfRates = 0.2, Missing = 0.25, Background = 0.03, StayInBurst = 0.45;
    private const int SpikesOfOrder = 7, Jitter = 3;

    private readonly float[] values;

    /// <summary>Draws a set.</summary>
    /// <param name="kind">What tells the classes apart.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="seed">Names the classes.</param>
    /// <param name="index">Which set of these classes.</param>
    public SpikeClasses(PatternKind kind, int count, int inputs, int steps, ulong seed, uint index)
    {
        (Count, SampleShape) = (count, [steps, inputs]);
        values = new float[count * steps * inputs];
        var classes = new RandomStream(seed, StreamPurpose.Data, 100 + (uint)kind);
        double[] rates = [.. Enumerable.Range(0, 2 * inputs).Select(_ => Rate * Math.Exp(SpreadOfRates * classes.NextNormal()))];
        int[] times = [.. Enumerable.Range(0, 2 * inputs * SpikesOfOrder).Select(_ => classes.NextInt(steps))];
        var random = new RandomStream(seed, StreamPurpose.Data, 200 + (10 * index) + (uint)kind);
        for (int i = 0; i < count; i++)
        {
            Span<float> sample = values.AsSpan(i * steps * inputs, steps * inputs);
            for (int n = 0; n < inputs; n++)
            {
                int which = ((i % 2) * inputs) + n;
                if (kind == PatternKind.Order) Order(sample, n, times.AsSpan(which * SpikesOfOrder, SpikesOfOrder), ref random);
                else if (kind == PatternKind.Rates) Markov(sample, n, rates[which], rates[which], ref random);
                else Markov(sample, n, Rate, i % 2 == 0 ? Rate : StayInBurst, ref random);
            }
        }
    }

    /// <inheritdoc/>
    public string Name => "spike classes";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => 2;

    /// <summary>A sample's values.</summary>
    public ReadOnlySpan<float> this[int index] => values.AsSpan(index * SampleShape[0] * SampleShape[1], SampleShape[0] * SampleShape[1]);

    /// <inheritdoc/>
    public int Label(int index) => index % 2;

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample) => this[index].CopyTo(sample);

    // A chain with two states: a spike follows a spike with one probability, and in the long run spikes have the rate.
    private void Markov(Span<float> sample, int input, double rate, double stay, ref RandomStream random)
    {
        double begin = rate * (1 - stay) / (1 - rate);
        bool fires = random.NextDouble() < rate;
        for (int t = 0; t < SampleShape[0]; t++)
        {
            sample[(t * SampleShape[1]) + input] = fires ? 1 : 0;
            fires = random.NextDouble() < (fires ? stay : begin);
        }
    }

    private void Order(Span<float> sample, int input, ReadOnlySpan<int> times, ref RandomStream random)
    {
        for (int t = 0; t < SampleShape[0]; t++) sample[(t * SampleShape[1]) + input] = random.NextDouble() < Background ? 1 : 0;
        foreach (int time in times)
        {
            int shift = random.NextInt((2 * Jitter) + 1) - Jitter;
            if (random.NextDouble() >= Missing) sample[(Math.Clamp(time + shift, 0, SampleShape[0] - 1) * SampleShape[1]) + input] = 1;
        }
    }
}
