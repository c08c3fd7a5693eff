using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>scale x + offset.</summary>
    internal readonly struct Affine(double scale, double offset) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.FusedMultiplyAdd(x, V.Constant(scale), V.Constant(offset));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Every number times one, plus another, with one rounding.</summary>
        /// <param name="scale">The factor.</param>
        /// <param name="offset">What is added.</param>
        public Tensor Affine(float scale, float offset) => Unary<Affine>.Of(this, new(scale, offset));

        /// <summary>Opposite signs.</summary>
        public static Tensor operator -(Tensor x) => x.Affine(-1, 0);

        /// <summary>Adds a number to every one.</summary>
        public static Tensor operator +(Tensor x, float number) => x.Affine(1, number);

        /// <summary>Adds a number to every one.</summary>
        public static Tensor operator +(float number, Tensor x) => x.Affine(1, number);

        /// <summary>Subtracts a number from every one.</summary>
        public static Tensor operator -(Tensor x, float number) => x.Affine(1, -number);

        /// <summary>Subtracts every number from one.</summary>
        public static Tensor operator -(float number, Tensor x) => x.Affine(-1, number);

        /// <summary>Multiplies every number by one.</summary>
        public static Tensor operator *(Tensor x, float number) => x.Affine(number, 0);

        /// <summary>Multiplies every number by one.</summary>
        public static Tensor operator *(float number, Tensor x) => x.Affine(number, 0);

        /// <summary>Divides every number by one.</summary>
        public static Tensor operator /(Tensor x, float number) => Unary<Affine>.Of(x, new(1.0 / number, 0));
    }
}
