namespace Myelin.Interchange.Layers;

/// <summary>y = a x + b with an a and a b for each channel, each element, or for all: batch normalisation as it is evaluated, and arithmetic with constants.</summary>
/// <param name="Factor">a: one, one for each channel (first axis), or one for each element.</param>
/// <param name="Shift">b, likewise.</param>
public sealed record ScaleLayer(ReadOnlyMemory<float> Factor, ReadOnlyMemory<float> Shift) : Layer
{
    /// <inheritdoc/>
    public override long ParameterCount => Factor.Length + (long)Shift.Length;

    /// <inheritdoc/>
    public override string ToString() => "scale and shift";

    /// <summary>The numbers for every element of a sample.</summary>
    /// <param name="values"><see cref="Factor"/> or <see cref="Shift"/>.</param>
    /// <param name="shape">Shape of a sample.</param>
    public static float[] Expand(ReadOnlyMemory<float> values, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        float[] all = new float[Count(shape)];
        int each = all.Length / values.Length;
        for (int i = 0; i < all.Length; i++) all[i] = values.Span[i / each];
        return all;
    }

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        IReadOnlyList<int> input = inputs[0];
        foreach (int length in (int[])[Factor.Length, Shift.Length])
        {
            if (length != 1 && length != input[0] && length != Count(input))
                throw new LayerShapeException($"has {length} constants for the shape {Text(input)}; it must be one, one for each channel, or one for each element");
        }

        return [.. input];
    }
}
