using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>x between two limits; the derivative at a limit is 1.</summary>
    internal readonly struct Clamp(double low, double high) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            V atLeast = V.Select(x < V.Constant(low), V.Constant(low), x);
            return V.Select(x > V.Constant(high), V.Constant(high), atLeast);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Every number, but at least one and at most another (torch.clamp); at the limits themselves a gradient passes.</summary>
        /// <param name="low">The smallest result.</param>
        /// <param name="high">The largest result.</param>
        public Tensor Clamp(float low, float high) => Unary<Clamp>.Of(this, new(low, high));
    }
}
