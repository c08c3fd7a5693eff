using System.Buffers;
using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Several transforms, one after the other.</summary>
/// <param name="transforms">The transforms, the first to be applied first; none leaves samples as they are.</param>
public sealed class Compose(params IReadOnlyList<ITransform> transforms) : ITransform
{
    private readonly ITransform[] transforms = [.. transforms];
    private Stages? latest;

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => Of(input).Shapes[^1];

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length)
    {
        Stages stages = Of(input);
        for (int i = 0; i < transforms.Length; i++) length = transforms[i].OutputLength(stages.Shapes[i], length);
        return length;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        if (transforms.Length == 0)
        {
            sample.CopyTo(output);
            return;
        }

        Stages stages = Of(shape);
        float[] first = ArrayPool<float>.Shared.Rent(stages.Largest);
        float[] second = ArrayPool<float>.Shared.Rent(stages.Largest);
        int length = sample.Length / Data.Shapes.StepSize(shape);
        ReadOnlySpan<float> from = sample;
        for (int i = 0; i < transforms.Length; i++)
        {
            length = transforms[i].OutputLength(stages.Shapes[i], length);
            Span<float> to = i == transforms.Length - 1 ? output : first.AsSpan(0, length * Data.Shapes.StepSize(stages.Shapes[i + 1]));
            transforms[i].Apply(from, stages.Shapes[i], to, ref random);
            from = to;
            (first, second) = (second, first);
        }

        ArrayPool<float>.Shared.Return(first);
        ArrayPool<float>.Shared.Return(second);
    }

    // A loader asks for one shape again and again; the shapes in between are worked out once.
    private Stages Of(IReadOnlyList<int> input)
    {
        Stages? known = latest;
        if (known is not null && (ReferenceEquals(known.Shapes[0], input) || known.Shapes[0].SequenceEqual(input))) return known;
        var shapes = new List<IReadOnlyList<int>> { input };
        foreach (ITransform transform in transforms) shapes.Add(transform.OutputShape(shapes[^1]));
        known = new Stages([.. shapes], shapes.Max(Data.Shapes.Size));
        latest = known;
        return known;
    }

    private sealed record Stages(IReadOnlyList<int>[] Shapes, int Largest);
}
