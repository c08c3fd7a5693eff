using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>The larger of two; where they are equal each has half the derivative.</summary>
    internal readonly struct Maximum : IFunction2
    {
        public static string Name => "maximum";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => V.Select(left > right, left, V.Select(left < right, right, (left + right) * V.Constant(0.5)));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The larger of two tensors' numbers, with broadcasting (torch.maximum); where they are equal, each gets half of the gradient.</summary>
        /// <param name="other">The other tensor.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor Maximum(Tensor other) => Binary<Maximum>.Of(this, other, default);
    }
}
