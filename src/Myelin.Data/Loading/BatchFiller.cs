using Myelin.Data.Transforms;
using Myelin.Randomness;

namespace Myelin.Data.Loading;

/// <summary>Fills batches on one thread; holds that thread's scratch memory.</summary>
internal sealed class BatchFiller
{
    private readonly IDataset set;
    private readonly ITransform? transform;
    private readonly ulong seed;
    private readonly IReadOnlyList<int> inputShape;
    private readonly int inputStep;
    private readonly int outputStep;
    private readonly int? fixedSteps;
    private readonly float[] scratch;

    public BatchFiller(IDataset set, DataLoaderOptions options, IReadOnlyList<int> outputShape)
    {
        (this.set, transform, seed) = (set, options.Transform, options.Seed);
        inputShape = set.SampleShape;
        inputStep = Shapes.StepSize(inputShape);
        outputStep = Shapes.StepSize(outputShape);
        fixedSteps = options.PadToLongest ? outputShape[0] : null;
        scratch = transform is null ? [] : new float[Shapes.Size(inputShape)];
    }

    /// <summary>Fills a batch with the samples of an epoch that are named.</summary>
    public void Fill(Batch batch, int number, int epoch, ReadOnlySpan<int> order)
    {
        batch.Begin(number, order);
        int steps = 1;
        for (int i = 0; i < order.Length; i++)
        {
            int length = set.Length(order[i]);
            if (transform is not null) length = transform.OutputLength(inputShape, length);
            batch.Describe(i, set.Label(order[i]), length);
            steps = Math.Max(steps, length);
        }

        batch.Reserve(fixedSteps ?? steps);
        for (int i = 0; i < order.Length; i++)
        {
            Span<float> place = batch.Sample(i);
            int filled = batch.Lengths[i] * outputStep;
            Write(order[i], epoch, place[..filled]);
            place[filled..].Clear();
            set.Target(order[i], batch.TargetOf(i));
        }
    }

    private void Write(int index, int epoch, Span<float> place)
    {
        if (transform is null)
        {
            set.Read(index, place);
            return;
        }

        Span<float> sample = scratch.AsSpan(0, set.Length(index) * inputStep);
        set.Read(index, sample);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Transform, epoch, index);
        transform.Apply(sample, inputShape, place, ref random);
    }
}
