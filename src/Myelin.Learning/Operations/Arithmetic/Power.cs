using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Arithmetic;
using Myelin.Values;

namespace Myelin.Learning.Operations.Arithmetic
{
    /// <summary>x to a whole power.</summary>
    internal readonly struct Power(int exponent) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            V power = V.One, factor = x;
            for (int n = Math.Abs(exponent); n != 0; n >>= 1)
            {
                if ((n & 1) != 0) power *= factor;
                if (n > 1) factor *= factor;
            }

            return exponent < 0 ? V.One / power : power;
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Every number to the power of one (torch.pow). A power that is not whole needs positive numbers: 0 gives 0 and no gradient, a negative number NaN.</summary>
        /// <param name="exponent">The power.</param>
        public Tensor Pow(float exponent) =>
            exponent == MathF.Floor(exponent) && MathF.Abs(exponent) <= 64 ? Unary<Power>.Of(this, new((int)exponent)) : Unary<RealPower>.Of(this, new(exponent));
    }
}
