using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Losses;
using Myelin.Values;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>-t ln s(x) - (1 - t) ln (1 - s(x)), s the sigmoid, from the power that cannot overflow.</summary>
    internal readonly struct BinaryCrossEntropy : IFunction2
    {
        public static string Name => "binary_cross_entropy_with_logits";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V>
        {
            V above = V.Select(left >= V.Zero, left, V.Zero);
            return above - (left * right) + V.Log(V.One + V.Exp(-V.Abs(left)));
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>-t ln s(x) - (1 - t) ln (1 - s(x)) with the sigmoid s (torch.nn.functional.binary_cross_entropy_with_logits).</summary>
        /// <param name="target">The targets, of a shape that fits.</param>
        /// <param name="reduction">Mean, sum, or the loss of each element.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor BceWithLogitsLoss(Tensor target, Reduction reduction = Reduction.Mean) => Binary<BinaryCrossEntropy>.Of(this, target, default).Reduced(reduction);
    }
}
