using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Losses;
using Myelin.Values;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>t (ln t - x); 0 where t is 0.</summary>
    internal readonly struct Divergence : IFunction2
    {
        public static string Name => "kl_div";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V>
        {
            V positive = V.Select(right > V.Zero, right, V.One);
            return right * (V.Log(positive) - left);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>
        /// The divergence of Kullback and Leibler of targets, which are probabilities, from this, which is logarithms of probabilities
        /// (torch.nn.functional.kl_div): t (ln t - x). The mean is over the outermost axis only, as PyTorch's batchmean.
        /// </summary>
        /// <param name="target">Probabilities, of the same shape.</param>
        /// <param name="reduction">Mean over the batch, sum, or the divergence of each element.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor KlDiv(Tensor target, Reduction reduction = Reduction.Mean)
        {
            Tensor each = Binary<Divergence>.Of(this, target, default);
            return reduction == Reduction.Mean ? each.Sum() / Shape[0] : each.Reduced(reduction);
        }
    }
}
