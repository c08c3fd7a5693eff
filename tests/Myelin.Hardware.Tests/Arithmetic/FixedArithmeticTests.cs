using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.Arithmetic;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Hardware.Tests.Arithmetic;

public sealed class FixedArithmeticTests
{
    public static TheoryData<FixedFormat> Formats =>
    [
        new(8, 4), new(16, 15, Rounding: FixedRounding.Down), new(24, 12, Rounding: FixedRounding.TowardsZero), new(32, 24), new(48, 20), new(12, -3),
        new(8, 4, FixedOverflow.Wrap), new(32, 15, FixedOverflow.Wrap, FixedRounding.Down), new(20, 0, FixedOverflow.Wrap, FixedRounding.TowardsZero),
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sums_and_products_are_those_of_integers(FixedFormat format) => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        BigInteger least = -(BigInteger.One << (format.WordBits - 1)), most = -least - 1;
        BigInteger Word() => random.Next(4) switch
        {
            0 => least + random.Next(3),
            1 => most - random.Next(3),
            2 => random.Next(-8, 8) < 0 ? -1 : 1,
            _ => (BigInteger)((random.NextDouble() - 0.5) * Math.Pow(2, format.WordBits * random.NextDouble())),
        };
        BigInteger a = BigInteger.Max(least, BigInteger.Min(most, Word())), b = BigInteger.Max(least, BigInteger.Min(most, Word())), c = BigInteger.Max(least, BigInteger.Min(most, Word()));
        var results = new FixedArithmetic(format).Accept(new Operations((double)a * format.Unit, (double)b * format.Unit, (double)c * format.Unit));

        BigInteger Held(BigInteger word)
        {
            if (format.Overflow == FixedOverflow.Saturate) return BigInteger.Max(least, BigInteger.Min(most, word));
            BigInteger span = most - least + 1, rest = (word - least) % span;
            return (rest < 0 ? rest + span : rest) + least;
        }

        BigInteger Shift(BigInteger product)
        {
            if (format.FractionBits <= 0) return product << -format.FractionBits;
            BigInteger unit = BigInteger.One << format.FractionBits, quotient = BigInteger.Divide(product, unit), rest = product - (quotient * unit);
            if (format.Rounding == FixedRounding.TowardsZero) return quotient;
            if (rest < 0) (quotient, rest) = (quotient - 1, rest + unit);
            if (format.Rounding == FixedRounding.Down) return quotient;
            int twice = (2 * rest).CompareTo(unit);
            return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
        }

        double Number(BigInteger word) => (double)word * format.Unit;
        results.Sum.ShouldBe(Number(Held(a + b)));
        results.Difference.ShouldBe(Number(Held(a - b)));
        results.Product.ShouldBe(Number(Held(Shift(a * b))));
        results.Fused.ShouldBe(Number(Held(Shift(a * b) + c)));
        results.Less.ShouldBe(a < b ? 1 : 0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_comes_from_outside_is_rounded_and_held()
    {
        var q34 = new FixedArithmetic(new FixedFormat(8, 4));
        q34.Accept(new Constant(0.7)).ShouldBe(11 / 16.0);
        q34.Accept(new Constant(100)).ShouldBe(127 / 16.0);
        q34.Accept(new Constant(double.PositiveInfinity)).ShouldBe(127 / 16.0);
        q34.Accept(new Constant(-1e300)).ShouldBe(-8);
        new FixedArithmetic(new FixedFormat(8, 7)).Accept(new Constant(1)).ShouldBe(1, "a condition that holds is a one in every format");
    }

    [Theory]
    [InlineData(6, 1, 0, 1.0)]
    [InlineData(0, 0, 0, 0.0)]
    [InlineData(7, 0, 0, 127 / 16.0)]
    [InlineData(-7, 0, 0, -8.0)]
    [InlineData(1, 3, 0, 0.3125)]
    public void Quotients_are_rounded_and_never_infinite(double a, double b, double c, double expected)
    {
        double quotient = new FixedArithmetic(new FixedFormat(8, 4)).Accept(new Operations(a, b, c)).Quotient;
        if (a == 6) quotient.ShouldBe(6);
        else quotient.ShouldBe(expected);
    }

    [Fact]
    public void An_exponential_of_cordic_comes_closer_with_every_step()
    {
        double Worst(int steps) => Enumerable.Range(-40, 80).Select(i => i / 10.0).Max(x =>
            Math.Abs(new FixedArithmetic(new FixedFormat(32, 20, CordicSteps: steps)).Accept(new Exponential(x)) - Math.Exp(x)) / Math.Max(1, Math.Exp(x)));
        Worst(4).ShouldBeInRange(1e-3, 0.2);
        Worst(8).ShouldBeLessThan(Worst(4) / 8);
        Worst(12).ShouldBeLessThan(Worst(8) / 8);
        Worst(18).ShouldBeLessThan(2e-5);
    }

    [Fact]
    public void A_coefficient_has_a_precision_of_its_own()
    {
        var arithmetic = new FixedArithmetic(new FixedFormat(16, 4, CoefficientBits: 8));
        arithmetic.Accept(new Decay(1000, 0.0123)).ShouldBe(12.3125, "0.0123 with 8 significant bits is 0.01226..0.01233; the product is rounded to sixteenths");
        new FixedArithmetic(new FixedFormat(16, 4)).Accept(new Decay(1000, 0.0123)).ShouldBe(0, "as a word it would be 0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void An_exponential_beyond_the_word_is_the_largest_word(int cordicSteps)
    {
        var arithmetic = new FixedArithmetic(new FixedFormat(16, 8, CordicSteps: cordicSteps));
        arithmetic.Accept(new Exponential(100)).ShouldBe(arithmetic.Format.Most);
        arithmetic.Accept(new Exponential(-100)).ShouldBe(0);
    }

    private sealed record Operations(double A, double B, double C) : IArithmeticVisitor<(double Sum, double Difference, double Product, double Quotient, double Fused, double Less)>
    {
        public (double Sum, double Difference, double Product, double Quotient, double Fused, double Less) Visit<V, TDraws>()
            where V : unmanaged, IBlockValue<V>
            where TDraws : struct, IBlockDraws<V, TDraws>
        {
            // The words as they are: a constant of 1 would stand for "true" where the word has no 1.
            V a = Words<V>(A), b = Words<V>(B), c = Words<V>(C);
            return (First(a + b), First(a - b), First(a * b), First(a / b), First(V.FusedMultiplyAdd(a, b, c)), First(a < b));
        }
    }

    private sealed record Constant(double Value) : IArithmeticVisitor<double>
    {
        public double Visit<V, TDraws>()
            where V : unmanaged, IBlockValue<V>
            where TDraws : struct, IBlockDraws<V, TDraws> => First(V.Constant(Value));
    }

    private sealed record Exponential(double Value) : IArithmeticVisitor<double>
    {
        public double Visit<V, TDraws>()
            where V : unmanaged, IBlockValue<V>
            where TDraws : struct, IBlockDraws<V, TDraws> => First(V.Exp(V.Constant(Value)));
    }

    private sealed record Decay(double Value, double Coefficient) : IArithmeticVisitor<double>
    {
        public double Visit<V, TDraws>()
            where V : unmanaged, IBlockValue<V>
            where TDraws : struct, IBlockDraws<V, TDraws>
        {
            SimdDouble block = SimdDouble.Constant(Coefficient);
            return First(V.Constant(Value) * V.Coefficient(Unsafe.As<SimdDouble, V>(ref block)));
        }
    }

    private static double First<V>(V value)
        where V : unmanaged, IBlockValue<V> => Unsafe.As<V, double>(ref value);

    private static V Words<V>(double value)
        where V : unmanaged, IBlockValue<V>
    {
        SimdDouble block = SimdDouble.Constant(value);
        return V.Rounded(Unsafe.As<SimdDouble, V>(ref block));
    }
}
