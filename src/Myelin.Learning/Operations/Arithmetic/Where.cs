using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>A number where the condition is not 0, else 0.</summary>
    internal readonly struct Where : IFunction2
    {
        public static string Name => "where";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => V.Select(V.Detach(left), right, V.Zero);
    }

    /// <summary>A number where the condition is 0, else 0.</summary>
    internal readonly struct Elsewhere : IFunction2
    {
        public static string Name => "where";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => V.Select(V.Detach(left), V.Zero, right);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>A number of one tensor where the condition is not 0 and of another elsewhere, with broadcasting (torch.where).</summary>
        /// <param name="condition">1 or 0, as comparisons give; no gradient with respect to it.</param>
        /// <param name="ifTrue">Where it is not 0.</param>
        /// <param name="otherwise">Where it is 0.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public static Tensor Where(Tensor condition, Tensor ifTrue, Tensor otherwise) =>
            Binary<Where>.Of(condition, ifTrue, default) + Binary<Elsewhere>.Of(condition, otherwise, default);
    }
}
