using Myelin.Learning.Operations.Attention;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Attention
{
    /// <summary>Scores of attention with those of later places out of reach.</summary>
    internal sealed unsafe class CausalMask : Operation
    {
        private Tensor x;

        public static Tensor Of(Tensor x)
        {
            CausalMask operation = Rent<CausalMask>();
            operation.x = x;
            Tensor y = Tape.Current.New(x.Shape);
            x.Values.CopyTo(y.Values);
            int queries = x.Shape[^2], keys = x.Shape[^1];
            for (long row = 0; row < x.Shape.Count / Math.Max(1, keys); row++)
            {
                int seen = Math.Min(keys, (int)(row % queries) + 1);
                new Span<float>(y.Pointer + (row * keys) + seen, keys - seen).Fill(float.NegativeInfinity);
            }

            return operation.Record(y, x);
        }

        // What is out of reach has probability 0, and so no gradient.
        protected override void Backward() => TensorPrimitives.Add(GradientOf(x), Result.Gradient, GradientOf(x));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>
        /// softmax(Q K^T / sqrt(d)) V, Q being this (torch.nn.functional.scaled_dot_product_attention; Vaswani et al. 2017, "Attention is all you need", equation 1).
        /// </summary>
        /// <param name="key">[..., keys, d].</param>
        /// <param name="value">[..., keys, e].</param>
        /// <param name="causal">Whether a place sees only itself and what is before it.</param>
        /// <param name="scale">What scores are multiplied by; 1 / sqrt(d) where left out.</param>
        /// <returns>[..., queries, e].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor ScaledDotProductAttention(Tensor key, Tensor value, bool causal = false, float? scale = null)
        {
            Tensor scores = Matmul(key, transposeOther: true) * (scale ?? (1 / MathF.Sqrt(Shape[^1])));
            return (causal ? CausalMask.Of(scores) : scores).Softmax().Matmul(value);
        }
    }
}
