using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>ln x.</summary>
    internal readonly struct Logarithm : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Log(x);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The natural logarithm of every number (torch.log).</summary>
        public Tensor Log() => Unary<Logarithm>.Of(this, default);
    }
}
