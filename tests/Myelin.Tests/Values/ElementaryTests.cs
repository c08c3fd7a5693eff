using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Tests.Values;

public class ElementaryTests
{
    private static readonly Func<float, float> ExpSingle = x => Simd.Exp(new(Vector512.Create(x))).Vector[3];
    private static readonly Func<float, float> LogSingle = x => Simd.Log(new(Vector512.Create(x))).Vector[3];
    private static readonly Func<float, float> SinSingle = x => Simd.Sin(new(Vector512.Create(x))).Vector[3];
    private static readonly Func<float, float> CosSingle = x => Simd.Cos(new(Vector512.Create(x))).Vector[3];
    private static readonly Func<double, double> ExpDouble = x => SimdDouble.Exp(new(Vector512.Create(x), default)).Low[3];
    private static readonly Func<double, double> LogDouble = x => SimdDouble.Log(new(Vector512.Create(x), default)).Low[3];
    private static readonly Func<double, double> SinDouble = x => SimdDouble.Sin(new(default, Vector512.Create(x))).High[3];
    private static readonly Func<double, double> CosDouble = x => SimdDouble.Cos(new(default, Vector512.Create(x))).High[3];

    [Fact]
    public void Single_precision_is_accurate()
    {
        float[] exponents = Grid(-87.3f, 88.7f, 300_000);
        Worst(exponents, ExpSingle, Math.Exp).ShouldBeLessThan(1);
        Worst(Grid(-1e-3f, 1e-3f, 10_000), ExpSingle, Math.Exp).ShouldBeLessThan(1);

        // Positive floats of all magnitudes, and those near 1, where the logarithm vanishes.
        float[] all = Enumerable.Range(0, 200_000)
            .Select(i => BitConverter.UInt32BitsToSingle(1 + ((uint)i * 10_694u))).Where(float.IsFinite).ToArray();
        Worst(all, LogSingle, Math.Log).ShouldBeLessThan(1.1);
        Worst(Grid(0.7f, 1.45f, 200_000), LogSingle, Math.Log).ShouldBeLessThan(1.1);

        foreach (float range in new[] { 1f, 10f, 1e5f, 1e9f })
        {
            Worst(Grid(-range, range, 100_000), SinSingle, Math.Sin).ShouldBeLessThan(0.51);
            Worst(Grid(-range, range, 100_000), CosSingle, Math.Cos).ShouldBeLessThan(0.51);
        }
    }

    // The yardstick is itself wrong by up to one unit in the last place.
    [Fact]
    public void Double_precision_is_accurate()
    {
        Worst(Grid(-708, 709.7, 300_000), ExpDouble, Math.Exp).ShouldBeLessThanOrEqualTo(1);
        Worst(Grid(-1e-3, 1e-3, 10_000), ExpDouble, Math.Exp).ShouldBeLessThanOrEqualTo(1);

        double[] all = Enumerable.Range(0, 200_000)
            .Select(i => BitConverter.UInt64BitsToDouble(1 + ((ulong)i * 46_000_000_000_001))).Where(double.IsFinite).ToArray();
        Worst(all, LogDouble, Math.Log).ShouldBeLessThanOrEqualTo(1);
        Worst(Grid(0.7, 1.45, 200_000), LogDouble, Math.Log).ShouldBeLessThanOrEqualTo(1);

        foreach (double range in new[] { 1, 10, 1e5, 1e9 })
        {
            Worst(Grid(-range, range, 100_000), SinDouble, Math.Sin).ShouldBeLessThanOrEqualTo(1);
            Worst(Grid(-range, range, 100_000), CosDouble, Math.Cos).ShouldBeLessThanOrEqualTo(1);
        }
    }

    // Where the reduced angle loses all leading digits.
    [Fact]
    public void Angles_next_to_multiples_of_a_quarter_turn_are_accurate()
    {
        double[] angles = Enumerable.Range(1, 60_000)
            .SelectMany(n => new[] { n * Math.PI / 2, Math.BitIncrement(n * Math.PI / 2) }).ToArray();
        Worst(angles, SinDouble, Math.Sin).ShouldBeLessThanOrEqualTo(1);
        Worst(angles, CosDouble, Math.Cos).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Exponentials_overflow_and_underflow()
    {
        ExpSingle(float.NegativeInfinity).ShouldBe(0);
        ExpSingle(-1e30f).ShouldBe(0);
        ExpSingle(0).ShouldBe(1);
        ExpSingle(88.73f).ShouldBe(float.PositiveInfinity);
        ExpSingle(float.PositiveInfinity).ShouldBe(float.PositiveInfinity);
        ExpSingle(float.NaN).ShouldBe(float.NaN);
        ExpSingle(88.72f).ShouldBe((float)Math.Exp(88.72f), 1e33f);
        ExpSingle(-100f).ShouldBe((float)Math.Exp(-100), 2e-45f);
        ExpSingle(-104f).ShouldBe(0);

        ExpDouble(double.NegativeInfinity).ShouldBe(0);
        ExpDouble(-1e300).ShouldBe(0);
        ExpDouble(0).ShouldBe(1);
        ExpDouble(709.79).ShouldBe(double.PositiveInfinity);
        ExpDouble(double.PositiveInfinity).ShouldBe(double.PositiveInfinity);
        ExpDouble(double.NaN).ShouldBe(double.NaN);
        ExpDouble(-740).ShouldBe(Math.Exp(-740), 1e-323);
        ExpDouble(-746).ShouldBe(0);
    }

    // Below the smallest normal number the result keeps the digits that are left: it is rounded once, and nothing is flushed to zero.
    [Fact]
    public void Exponentials_lose_no_more_than_their_last_digit_below_the_normal_numbers()
    {
        foreach (float x in Grid(-104f, -87.3f, 20_000))
            Math.Abs(ExpSingle(x) - Math.Exp(x)).ShouldBeLessThanOrEqualTo(Math.ScaleB(0.51, -149) + (2e-7 * Math.Exp(x)), $"at {x}");
    }

    [Fact]
    public void Logarithms_of_the_special_numbers()
    {
        LogSingle(0).ShouldBe(float.NegativeInfinity);
        LogSingle(-0f).ShouldBe(float.NegativeInfinity);
        LogSingle(1).ShouldBe(0);
        LogSingle(-1).ShouldBe(float.NaN);
        LogSingle(float.NegativeInfinity).ShouldBe(float.NaN);
        LogSingle(float.NaN).ShouldBe(float.NaN);
        LogSingle(float.PositiveInfinity).ShouldBe(float.PositiveInfinity);

        LogDouble(0).ShouldBe(double.NegativeInfinity);
        LogDouble(-0.0).ShouldBe(double.NegativeInfinity);
        LogDouble(1).ShouldBe(0);
        LogDouble(-1).ShouldBe(double.NaN);
        LogDouble(double.NegativeInfinity).ShouldBe(double.NaN);
        LogDouble(double.NaN).ShouldBe(double.NaN);
        LogDouble(double.PositiveInfinity).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Angles_beyond_the_range_are_not_numbers()
    {
        SinDouble(-0.0).ShouldBe(-0.0);
        CosDouble(0).ShouldBe(1);
        foreach (double angle in new[] { 1.1e9, -1.1e9, double.PositiveInfinity, double.NegativeInfinity, double.NaN })
        {
            SinDouble(angle).ShouldBe(double.NaN);
            CosDouble(angle).ShouldBe(double.NaN);
            SinSingle((float)angle).ShouldBe(float.NaN);
            CosSingle((float)angle).ShouldBe(float.NaN);
        }
    }

    [Fact]
    public void The_bits_are_those_of_every_processor()
    {
        float[] single = Grid(-110f, 95f, 50_000);
        double[] both = Grid(-750.0, 715, 50_000);

        ulong[] prints =
        [
            Print(single, ExpSingle),
            Print(Grid(1e-5f, 100f, 50_000), LogSingle),
            Print(single, SinSingle),
            Print(single, CosSingle),
            Print(both, ExpDouble),
            Print(Grid(1e-5, 100, 50_000), LogDouble),
            Print(both, SinDouble),
            Print(both, CosDouble),
        ];
        prints.ShouldBe(
        [
            12191462606194357694, 15212918093877675218, 18361208040136684442, 9251191485995853285,
            3551455971336873637, 14708152540185119251, 18258900649417994501, 13443301178563779158,
        ]);
    }

    private static ulong Print<T>(T[] grid, Func<T, T> function)
        where T : unmanaged => Fingerprint.Of<T>(grid.Select(function).ToArray());

    private static float[] Grid(float low, float high, int points) =>
        Enumerable.Range(0, points).Select(i => (float)(low + ((double)(high - low) * i / (points - 1)))).ToArray();

    private static double[] Grid(double low, double high, int points) =>
        Enumerable.Range(0, points).Select(i => low + ((high - low) * i / (points - 1))).ToArray();

    // The largest error, in units in the last place of the right result.
    private static double Worst(float[] grid, Func<float, float> function, Func<double, double> exact) =>
        grid.Max(x =>
        {
            double right = exact(x);
            double unit = Math.Max(Math.ScaleB(1, Math.ILogB(right) - 23), float.Epsilon);
            return Math.Abs(function(x) - right) / unit;
        });

    private static double Worst(double[] grid, Func<double, double> function, Func<double, double> exact) =>
        grid.Max(x =>
        {
            double right = exact(x);
            double unit = right == 0 ? double.Epsilon : Math.Max(Math.ScaleB(1, Math.ILogB(right) - 52), double.Epsilon);
            return Math.Abs(function(x) - right) / unit;
        });
}
