using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>A constant divided by x.</summary>
    internal readonly struct Reciprocal(double numerator) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Constant(numerator) / x;
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Divides a number by every one.</summary>
        public static Tensor operator /(float number, Tensor x) => Unary<Reciprocal>.Of(x, new(number));

        /// <summary>1 / x (torch.reciprocal).</summary>
        public Tensor Reciprocal() => 1 / this;
    }
}
