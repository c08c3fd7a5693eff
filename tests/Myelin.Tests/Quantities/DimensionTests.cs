using FsCheck;
using FsCheck.Fluent;
using Myelin.Quantities;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Tests.Quantities;

/// <summary>Products and quotients of quantities, in the base units of the SI, where no factor appears.</summary>
public class DimensionTests
{
    // A few roundings between the stored units and the SI's.
    private const double Rounding = 1e-14;

    private static Charge C => Charge.FromValue(1e15);

    [Fact]
    public void VoltageOverResistance_IsCurrent() => Check((x, y) => (x * V / (y * Ohm)).InAmperes, Quotient);

    [Fact]
    public void VoltageOverCurrent_IsResistance() => Check((x, y) => (x * V / (y * A)).InOhms, Quotient);

    [Fact]
    public void VoltageTimesConductance_IsCurrent()
    {
        Check((x, y) => (x * V * (y * S)).InAmperes, Product);
        Check((x, y) => (x * S * (y * V)).InAmperes, Product);
    }

    [Fact]
    public void CurrentTimesResistance_IsVoltage()
    {
        Check((x, y) => (x * A * (y * Ohm)).InVolts, Product);
        Check((x, y) => (x * Ohm * (y * A)).InVolts, Product);
    }

    [Fact]
    public void CurrentOverConductance_IsVoltage() => Check((x, y) => (x * A / (y * S)).InVolts, Quotient);

    [Fact]
    public void CurrentOverVoltage_IsConductance() => Check((x, y) => (x * A / (y * V)).InSiemens, Quotient);

    [Fact]
    public void CapacitanceTimesVoltage_IsCharge()
    {
        Check((x, y) => (x * F * (y * V)).InCoulombs, Product);
        Check((x, y) => (x * V * (y * F)).InCoulombs, Product);
    }

    [Fact]
    public void CurrentTimesTime_IsCharge()
    {
        Check((x, y) => (x * A * (y * s)).InCoulombs, Product);
        Check((x, y) => (x * s * (y * A)).InCoulombs, Product);
    }

    [Fact]
    public void CapacitanceTimesVoltageOverCurrent_IsTime() => Check((x, y) => (x * F * (1 * V) / (y * A)).InSeconds, Quotient);

    [Fact]
    public void ChargeOverTime_IsCurrent() => Check((x, y) => (x * C / (y * s)).InAmperes, Quotient);

    [Fact]
    public void ChargeOverVoltage_IsCapacitance() => Check((x, y) => (x * C / (y * V)).InFarads, Quotient);

    [Fact]
    public void ChargeOverCapacitance_IsVoltage() => Check((x, y) => (x * C / (y * F)).InVolts, Quotient);

    [Fact]
    public void CapacitanceTimesResistance_IsTime()
    {
        Check((x, y) => (x * F * (y * Ohm)).InSeconds, Product);
        Check((x, y) => (x * Ohm * (y * F)).InSeconds, Product);
    }

    [Fact]
    public void CapacitanceOverConductance_IsTime() => Check((x, y) => (x * F / (y * S)).InSeconds, Quotient);

    [Fact]
    public void CapacitanceOverTime_IsConductance() => Check((x, y) => (x * F / (y * s)).InSiemens, Quotient);

    [Fact]
    public void NumberOverTime_IsFrequency() => Check((x, y) => (x / (y * s)).InHertz, Quotient);

    [Fact]
    public void NumberOverFrequency_IsTime() => Check((x, y) => (x / (y * Hz)).InSeconds, Quotient);

    [Fact]
    public void TimeTimesFrequency_IsANumber()
    {
        Check((x, y) => x * s * (y * Hz), Product);
        Check((x, y) => x * Hz * (y * s), Product);
    }

    [Fact]
    public void NumberOverResistance_IsConductance() => Check((x, y) => (x / (y * Ohm)).InSiemens, Quotient);

    [Fact]
    public void NumberOverConductance_IsResistance() => Check((x, y) => (x / (y * S)).InOhms, Quotient);

    [Fact]
    public void StoredUnits_AreCoherent()
    {
        (1 * mV / (1 * GOhm)).ShouldBe(1 * pA);
        (1 * nS * (1 * mV)).ShouldBe(1 * pA);
        (1 * pF / (1 * nS)).ShouldBe(1 * ms);
        (1 / (1 * ms)).ShouldBe(1 * kHz);
    }

    private static double Product(double x, double y) => x * y;

    private static double Quotient(double x, double y) => x / y;

    private static void Check(Func<double, double, double> quantities, Func<double, double, double> numbers)
    {
        Arbitrary<double> positive = Gen.Choose(1, 1_000_000).Select(n => n / 1000.0).ToArbitrary();
        Prop.ForAll(positive, positive, (x, y) => Math.Abs((quantities(x, y) / numbers(x, y)) - 1) < Rounding).QuickCheckThrowOnFailure();
    }
}
