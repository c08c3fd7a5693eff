using System.Runtime.CompilerServices;

namespace Myelin.Values;

/// <summary>
/// The exponential from shifts and additions of fixed-point words: hyperbolic CORDIC rotations, of which the 4th, 13th, 40th ... are done twice so that they reach
/// every angle, after whole multiples of ln 2 have been taken off. Source: Walther (1971), "A unified algorithm for elementary functions".
/// </summary>
internal static class Cordic
{
    /// <summary>e to the power of the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="steps">Number of rotations that differ.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Fixed<TFormat> Exp<TFormat>(Fixed<TFormat> value, int steps)
        where TFormat : struct, IFixedFormat
    {
        // Beyond these powers of two no word of 48 bits holds the result.
        const double Furthest = 64;
        SimdDouble wholes = SimdDouble.Floor(SimdDouble.FusedMultiplyAdd(value.Block, SimdDouble.Constant(1 / double.Log(2)), SimdDouble.Constant(0.5)));
        wholes = SimdDouble.Max(SimdDouble.Min(wholes, SimdDouble.Constant(Furthest)), SimdDouble.Constant(-Furthest));
        Fixed<TFormat> angle = Fixed<TFormat>.Rounded(new(value.Block - (wholes * SimdDouble.Constant(double.Log(2)))));

        // cosh and sinh start as the reciprocal of what all rotations together stretch, so that nothing is multiplied at the end.
        Fixed<TFormat> cosh = Fixed<TFormat>.Constant(1 / Stretch(steps)), sinh = Fixed<TFormat>.Zero;
        for (int i = 1, again = 4; i <= steps; i++)
        {
            int times = i == again ? 2 : 1;
            if (i == again) again = (3 * again) + 1;
            double shift = double.ScaleB(1, -i);
            Fixed<TFormat> turn = Fixed<TFormat>.Constant(double.Atanh(shift));
            for (int k = 0; k < times; k++)
            {
                SimdDouble up = angle.Block >= SimdDouble.Zero;
                SimdDouble sign = (up + up) - SimdDouble.One;
                Fixed<TFormat> x = Shifted(cosh, sign, shift), y = Shifted(sinh, sign, shift);
                (cosh, sinh) = (cosh + y, sinh + x);
                angle -= new Fixed<TFormat>(turn.Block * sign);
            }
        }

        SimdDouble power = SimdDouble.Exp(wholes * SimdDouble.Constant(double.Log(2)));
        SimdDouble exact = SimdDouble.Floor(power + SimdDouble.Constant(0.5));
        SimdDouble scale = SimdDouble.Select(wholes >= SimdDouble.Zero, exact, SimdDouble.One / SimdDouble.Floor((SimdDouble.One / power) + SimdDouble.Constant(0.5)));
        return Fixed<TFormat>.Rounded(new((cosh + sinh).Block * scale));
    }

    private static Fixed<TFormat> Shifted<TFormat>(Fixed<TFormat> value, SimdDouble sign, double shift)
        where TFormat : struct, IFixedFormat => Fixed<TFormat>.Rounded(new(value.Block * sign * SimdDouble.Constant(shift)));

    private static double Stretch(int steps)
    {
        double product = 1;
        for (int i = 1, again = 4; i <= steps; i++)
        {
            double one = double.Sqrt(1 - double.ScaleB(1, -2 * i));
            product *= i == again ? one * one : one;
            if (i == again) again = (3 * again) + 1;
        }

        return product;
    }
}
