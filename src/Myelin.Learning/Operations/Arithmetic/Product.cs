using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>a b.</summary>
    internal readonly struct Product : IFunction2
    {
        public static string Name => "mul";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => left * right;
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Products of two tensors' numbers, with broadcasting (torch.mul).</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public static Tensor operator *(Tensor left, Tensor right) => Binary<Product>.Of(left, right, default);
    }
}
