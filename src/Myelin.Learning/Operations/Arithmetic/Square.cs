using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>The square.</summary>
    internal readonly struct Square : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => x * x;
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The square of every number (torch.square).</summary>
        public Tensor Square() => Unary<Square>.Of(this, default);
    }
}
