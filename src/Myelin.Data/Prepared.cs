using Myelin.Data.Transforms;
using Myelin.Randomness;

namespace Myelin.Data;

/// <summary>A set whose samples were transformed once, in parallel, and are kept in memory: for transforms that take longer than a training step.</summary>
public sealed class Prepared : IDataset
{
    private readonly IDataset whole;
    private readonly float[][] samples;
    private readonly int stepSize;

    /// <summary>Transforms all samples of a set.</summary>
    /// <param name="whole">The set.</param>
    /// <param name="transform">What is done to each; its random numbers are those of the sample's number.</param>
    /// <param name="seed">Seed of the transform's random numbers.</param>
    public Prepared(IDataset whole, ITransform transform, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(transform);
        this.whole = whole;
        SampleShape = transform.OutputShape(whole.SampleShape);
        stepSize = Shapes.StepSize(SampleShape);
        samples = new float[whole.Count][];
        int inputStep = Shapes.StepSize(whole.SampleShape);
        Parallel.For(0, samples.Length, i =>
        {
            int length = whole.Length(i);
            float[] from = new float[length * inputStep];
            whole.Read(i, from);
            float[] to = new float[transform.OutputLength(whole.SampleShape, length) * stepSize];
            RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Transform, 0, i);
            transform.Apply(from, whole.SampleShape, to, ref random);
            samples[i] = to;
        });
    }

    /// <inheritdoc/>
    public string Name => whole.Name;

    /// <inheritdoc/>
    public int Count => samples.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => whole.Classes;

    /// <inheritdoc/>
    public int TargetSize => whole.TargetSize;

    /// <inheritdoc/>
    public int Length(int index)
    {
        SampleChecks.Index(this, index);
        return samples[index].Length / stepSize;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Index(this, index);
        SampleChecks.Read(this, index, sample, samples[index].Length);
        samples[index].CopyTo(sample);
    }

    /// <inheritdoc/>
    public int Label(int index) => whole.Label(index);

    /// <inheritdoc/>
    public void Target(int index, Span<float> target) => whole.Target(index, target);
}
