using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Losses;
using Myelin.Values;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>The square of a small difference, the absolute value of a large one.</summary>
    internal readonly struct SmoothAbsoluteError(double beta) : IFunction2
    {
        public static string Name => "smooth_l1_loss";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V>
        {
            V difference = left - right, size = V.Abs(difference);
            return V.Select(size < V.Constant(beta), V.Constant(0.5 / beta) * difference * difference, size - V.Constant(0.5 * beta));
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>(x - t)^2 / (2 beta) where the difference is less than beta, |x - t| - beta / 2 beyond (torch.nn.functional.smooth_l1_loss).</summary>
        /// <param name="target">The targets, of a shape that fits.</param>
        /// <param name="beta">Where the two meet, above 0.</param>
        /// <param name="reduction">Mean, sum, or the loss of each element.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor SmoothL1Loss(Tensor target, float beta = 1, Reduction reduction = Reduction.Mean) => Binary<SmoothAbsoluteError>.Of(this, target, new(beta)).Reduced(reduction);
    }
}
