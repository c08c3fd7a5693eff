using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Losses;
using Myelin.Values;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>(x - t)^2.</summary>
    internal readonly struct SquaredError : IFunction2
    {
        public static string Name => "mse_loss";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => (left - right) * (left - right);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The squared difference from targets (torch.nn.functional.mse_loss).</summary>
        /// <param name="target">The targets, of a shape that fits.</param>
        /// <param name="reduction">Mean, sum, or the loss of each element.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor MseLoss(Tensor target, Reduction reduction = Reduction.Mean) => Binary<SquaredError>.Of(this, target, default).Reduced(reduction);
    }
}
