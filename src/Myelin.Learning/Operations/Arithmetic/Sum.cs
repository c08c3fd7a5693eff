using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>a + b.</summary>
    internal readonly struct Sum : IFunction2
    {
        public static string Name => "add";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V left, V right)
            where V : struct, IValue<V> => left + right;
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Sums of two tensors' numbers, with broadcasting (torch.add).</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public static Tensor operator +(Tensor left, Tensor right) => Binary<Sum>.Of(left, right, default);
    }
}
