using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Quantisation;

/// <summary>
/// A unit with the sign of each number, plus for 0. The derivative is 1 where the number is within two units of 0, and 0 beyond, so that weights do not wander off.
/// </summary>
internal sealed class Signed : Operation
{
    // In units: how far from 0 a gradient passes.
    private const float Reach = 2;

    private Tensor x;
    private float[] units = [];

    /// <summary>Takes the signs.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="units">One unit for all, or one for each slice of the outermost axis.</param>
    public static Tensor Of(Tensor x, ReadOnlySpan<float> units)
    {
        Signed operation = Rent<Signed>();
        Tensor from = x.Expanded(), y = Tape.Current.New(x.Shape);
        operation.x = from;
        if (operation.units.Length != units.Length) operation.units = new float[units.Length];
        units.CopyTo(operation.units);
        ReadOnlySpan<float> source = from.Values;
        Span<float> target = y.Values;
        int row = source.Length / Math.Max(1, units.Length);
        for (int i = 0; i < source.Length; i++) target[i] = source[i] < 0 ? -units[i / row] : units[i / row];
        return operation.Record(y, from);
    }

    protected override void Backward()
    {
        Span<float> target = GradientOf(x), gradient = Result.Gradient;
        ReadOnlySpan<float> source = x.Values;
        int row = source.Length / Math.Max(1, units.Length);
        for (int i = 0; i < source.Length; i++)
        {
            if (MathF.Abs(source[i]) <= Reach * units[i / row]) target[i] += gradient[i];
        }
    }
}
