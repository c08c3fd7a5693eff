using System.Runtime.Intrinsics;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Data.Generated;

/// <summary>
/// Spike times on smooth random manifolds ("randman"): each class is a random smooth manifold in the space of spike times, and a sample is a random point
/// of its class's manifold: each of N neurons spikes once, at the step that its coordinate says. A sample is [T, N], and sample i has the class
/// i mod classes. How smooth the manifolds are, and of how many dimensions, says how hard the set is; rates say nothing.
/// </summary>
/// <remarks>
/// Coordinate m of the point with parameters x is prod over d of sum over k = 0 ... K - 1 of a (k + 1)^-alpha sin(2 pi (k b x_d + c)), with a, b and c
/// uniform in [0, 1] for every m, d and k; K is the first number with K^-alpha at most 0.001. It is then scaled so that the range over the whole manifold
/// is 0 to 1; the authors scale by the range of the samples, which for many samples is the same. Source: Zenke and Vogels (2021), "The remarkable
/// robustness of surrogate gradient learning for instilling complex function in spiking neural networks", and the authors' program randman.
/// </remarks>
public sealed class RandomManifolds : IDataset
{
    private const int Lanes = 16;
    private const int GridPoints = 1000;
    private const int MostFrequencies = 1000;
    private const double SmallestAmplitude = 1e-3;
    private readonly ulong seed;
    private readonly int frequencies;

    // The waves a (k + 1)^-alpha sin(2 pi k b x + 2 pi c) of [class, neuron, dimension, k], in blocks of sixteen k, and the range of [class, neuron].
    private readonly Wave[] waves;
    private readonly (double Low, double High)[] ranges;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="neurons">Number of neurons, N, at least 1.</param>
    /// <param name="steps">Number of steps, T, at least 2.</param>
    /// <param name="dimensions">Dimensions of a manifold, at least 1.</param>
    /// <param name="alpha">How smooth manifolds are: the exponent of the fall of the amplitudes, at least 1 here.</param>
    /// <param name="seed">Seed of the manifolds and, unless they have their own, of the samples.</param>
    /// <param name="sampleSeed">Seed of the samples, for another set of the same manifolds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RandomManifolds(int count = 10_000, int classes = 10, int neurons = 20, int steps = 100, int dimensions = 1, double alpha = 3, ulong seed = 1, ulong? sampleSeed = null)
    {
        Count = SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (!(alpha >= 1 && double.IsFinite(alpha))) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The exponent of the amplitudes must be at least 1 and finite.");
        (Classes, Dimensions, SampleShape) = (classes, dimensions, [steps, neurons]);
        this.seed = sampleSeed ?? seed;
        frequencies = (int)Math.Min(MostFrequencies, Math.Ceiling(Portable.Exp(-Portable.Log(SmallestAmplitude) / alpha) - 1e-9));
        waves = Waves(checked(classes * neurons * dimensions), frequencies, alpha, seed);
        ranges = [.. Enumerable.Range(0, classes * neurons).Select(Range)];
    }

    /// <inheritdoc/>
    public string Name => "random manifolds";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>Dimensions of a manifold.</summary>
    public int Dimensions { get; }

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
        sample.Clear();
        Span<double> point = Dimensions <= 16 ? stackalloc double[Dimensions] : new double[Dimensions];
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        foreach (ref double x in point) x = random.NextDouble();
        for (int n = 0; n < neurons; n++)
        {
            double coordinate = Coordinate(index % Classes, n, point);
            int step = (int)Math.Clamp(Math.Round(coordinate * (steps - 1)), 0, steps - 1);
            sample[(step * neurons) + n] = 1;
        }
    }

    /// <summary>A coordinate of a point of a manifold, 0 to 1.</summary>
    /// <param name="label">The manifold's class.</param>
    /// <param name="neuron">Which coordinate.</param>
    /// <param name="point">The point's parameters, each 0 to 1, as many as the manifold has dimensions.</param>
    public double Coordinate(int label, int neuron, ReadOnlySpan<double> point)
    {
        int function = (label * SampleShape[1]) + neuron;
        double product = 1;
        for (int d = 0; d < Dimensions; d++) product *= Sum(function, d, point[d]);
        (double low, double high) = ranges[function];
        return high > low ? (product - low) / (high - low) : 0.5;
    }

    private static Wave[] Waves(int functions, int frequencies, double alpha, ulong seed)
    {
        int blocks = (frequencies + Lanes - 1) / Lanes;
        Wave[] all = new Wave[checked(functions * blocks)];
        Span<double> amplitude = stackalloc double[Lanes], rate = stackalloc double[Lanes], phase = stackalloc double[Lanes];
        for (int f = 0; f < functions; f++)
        {
            RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Set, f);
            for (int block = 0; block < blocks; block++)
            {
                amplitude.Clear();
                for (int lane = 0; lane < Lanes && (block * Lanes) + lane < frequencies; lane++)
                {
                    int k = (block * Lanes) + lane;
                    amplitude[lane] = random.NextDouble() * Portable.Exp(-alpha * Portable.Log(k + 1.0));
                    rate[lane] = 2 * Math.PI * k * random.NextDouble();
                    phase[lane] = 2 * Math.PI * random.NextDouble();
                }

                all[(f * blocks) + block] = new Wave(Load(amplitude), Load(rate), Load(phase));
            }
        }

        return all;

        static SimdDouble Load(ReadOnlySpan<double> values) => new(Vector512.Create(values), Vector512.Create(values[8..]));
    }

    private double Sum(int function, int dimension, double x)
    {
        int blocks = (frequencies + Lanes - 1) / Lanes;
        SimdDouble sum = SimdDouble.Zero, at = SimdDouble.Constant(x);
        foreach (Wave wave in waves.AsSpan(((function * Dimensions) + dimension) * blocks, blocks))
            sum = SimdDouble.FusedMultiplyAdd(wave.Amplitude, SimdDouble.Sin(SimdDouble.FusedMultiplyAdd(wave.Rate, at, wave.Phase)), sum);

        // Lane by lane, as the order of additions must not depend on the processor.
        double value = 0;
        for (int lane = 0; lane < Lanes; lane++) value += lane < 8 ? sum.Low[lane] : sum.High[lane - 8];
        return value;
    }

    // The factors vary independently, so the range of the product follows from theirs, which a fine grid finds.
    private (double Low, double High) Range(int function)
    {
        double low = 1, high = 1;
        for (int d = 0; d < Dimensions; d++)
        {
            double least = double.MaxValue, most = double.MinValue;
            for (int i = 0; i <= GridPoints; i++)
            {
                double value = Sum(function, d, i / (double)GridPoints);
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }

            ReadOnlySpan<double> ends = [low * least, low * most, high * least, high * most];
            (low, high) = (Math.Min(Math.Min(ends[0], ends[1]), Math.Min(ends[2], ends[3])), Math.Max(Math.Max(ends[0], ends[1]), Math.Max(ends[2], ends[3])));
        }

        return (low, high);
    }

    private readonly record struct Wave(SimdDouble Amplitude, SimdDouble Rate, SimdDouble Phase);
}
