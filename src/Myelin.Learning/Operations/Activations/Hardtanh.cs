using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>x between two limits; the derivative at a limit is 0.</summary>
    internal readonly struct Hardtanh(double low, double high) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Select(x > V.Constant(low), V.Select(x < V.Constant(high), x, V.Constant(high)), V.Constant(low));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x between two limits, beyond them the limit (torch.nn.functional.hardtanh); at the limits themselves no gradient passes.</summary>
        /// <param name="low">The smallest result.</param>
        /// <param name="high">The largest result.</param>
        public Tensor Hardtanh(float low = -1, float high = 1) => Unary<Hardtanh>.Of(this, new(low, high));
    }
}
