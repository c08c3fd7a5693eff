using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Comparisons;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Comparisons
{
    /// <summary>1 where a is less than b, else 0.</summary>
    internal readonly struct Less : IFunction2
    {
        public static string Name => "lt";

        public static bool HasGradient => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => left < right;
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>1 where a number is less than the other's, else 0, with broadcasting (torch.lt); no gradient.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public static Tensor operator <(Tensor left, Tensor right) => Binary<Less>.Of(left, right, default);

        /// <summary>1 where a number is less than this one, else 0; no gradient.</summary>
        public static Tensor operator <(Tensor left, float right) => Binary<Less>.Of(left, Constant(right), default);
    }
}
