namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>
    /// Attention in several heads, as torch.nn.MultiheadAttention with batch_first (Vaswani et al. 2017, "Attention is all you need", section 3.2.2).
    /// This is the query.
    /// </summary>
    /// <param name="keyValue">[..., L, E]: what keys and values are projected from; this itself for self-attention.</param>
    /// <param name="inWeight">[3 E, E]: rows that project queries, keys and values.</param>
    /// <param name="inBias">[3 E]; may be left out.</param>
    /// <param name="outWeight">[E, E].</param>
    /// <param name="outBias">[E]; may be left out.</param>
    /// <param name="heads">Number of heads; it divides E.</param>
    /// <param name="causal">Whether a place sees only itself and what is before it.</param>
    /// <returns>[..., queries, E].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor MultiHeadAttention(Tensor keyValue, Tensor inWeight, Tensor inBias, Tensor outWeight, Tensor outBias, int heads, bool causal = false)
    {
        Shape shape = Shape;
        if (shape.Rank < 2 || heads < 1 || shape[^1] % heads != 0)
            throw new ArgumentException($"multi_head_attention: the input {shape} must have two axes at least, the innermost of which {heads} heads divide.");
        int width = shape[^1];
        if (inWeight.Shape != [3 * width, width])
            throw new ArgumentException($"multi_head_attention: the weights {inWeight.Shape} must be [{3 * width}, {width}] for an input {shape}.");
        Tensor query = Project(this, inWeight, inBias, 0, heads), key = Project(keyValue, inWeight, inBias, 1, heads), value = Project(keyValue, inWeight, inBias, 2, heads);
        Tensor joined = query.ScaledDotProductAttention(key, value, causal).Transpose(-3, -2);
        return joined.Reshape(shape).Linear(outWeight, outBias);
    }

    // [..., L, E] to [..., heads, L, E / heads].
    private static Tensor Project(Tensor x, Tensor weight, Tensor bias, int part, int heads)
    {
        int width = weight.Shape[1];
        Tensor projected = x.Linear(weight.Narrow(0, part * width, width), bias.Exists ? bias.Narrow(0, part * width, width) : default);
        Shape shape = projected.Shape;
        Span<int> lengths = stackalloc int[shape.Rank + 1];
        shape.CopyTo(lengths);
        lengths[^2] = heads;
        lengths[^1] = width / heads;
        return projected.Reshape(Shape.Create(lengths)).Transpose(-3, -2);
    }
}
