using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>|x|, with derivative 0 at 0.</summary>
    internal readonly struct Absolute : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Select(x < V.Zero, -x, V.Select(x > V.Zero, x, V.Zero));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The absolute value of every number (torch.abs); its derivative at 0 is 0.</summary>
        public Tensor Abs() => Unary<Absolute>.Of(this, default);
    }
}
