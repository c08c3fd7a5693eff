using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Comparisons;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Comparisons
{
    /// <summary>1 where a is b, else 0.</summary>
    internal readonly struct Same : IFunction2
    {
        public static string Name => "eq";

        public static bool HasGradient => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => (left >= right) * (left <= right);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>1 where a number is the other's, else 0, with broadcasting (torch.eq); no gradient.</summary>
        /// <param name="other">The other tensor.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor IsEqualTo(Tensor other) => Binary<Same>.Of(this, other, default);
    }
}
