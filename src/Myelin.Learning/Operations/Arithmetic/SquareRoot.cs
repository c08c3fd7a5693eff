using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>The square root.</summary>
    internal readonly struct SquareRoot : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Sqrt(x);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The square root of every number (torch.sqrt).</summary>
        public Tensor Sqrt() => Unary<SquareRoot>.Of(this, default);
    }
}
