using FsCheck;
using FsCheck.Fluent;
using Myelin.Quantities;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Tests.Quantities;

/// <summary>Every unit that a user can write, against its SI prefix, and back out through the property of its name.</summary>
public class UnitTests
{
    public static TheoryData<string, double, double> SizesInBaseUnits => new()
    {
        { "ns", ns.InSeconds, 1e-9 }, { "us", us.InSeconds, 1e-6 }, { "ms", ms.InSeconds, 1e-3 }, { "s", s.InSeconds, 1 },
        { "uV", uV.InVolts, 1e-6 }, { "mV", mV.InVolts, 1e-3 }, { "V", V.InVolts, 1 },
        { "pA", pA.InAmperes, 1e-12 }, { "nA", nA.InAmperes, 1e-9 }, { "uA", uA.InAmperes, 1e-6 }, { "mA", mA.InAmperes, 1e-3 }, { "A", A.InAmperes, 1 },
        { "pS", pS.InSiemens, 1e-12 }, { "nS", nS.InSiemens, 1e-9 }, { "uS", uS.InSiemens, 1e-6 }, { "mS", mS.InSiemens, 1e-3 }, { "S", S.InSiemens, 1 },
        { "pF", pF.InFarads, 1e-12 }, { "nF", nF.InFarads, 1e-9 }, { "uF", uF.InFarads, 1e-6 }, { "F", F.InFarads, 1 },
        { "Ohm", Ohm.InOhms, 1 }, { "kOhm", kOhm.InOhms, 1e3 }, { "MOhm", MOhm.InOhms, 1e6 }, { "GOhm", GOhm.InOhms, 1e9 },
        { "Hz", Hz.InHertz, 1 }, { "kHz", kHz.InHertz, 1e3 }, { "MHz", MHz.InHertz, 1e6 },
    };

    [Theory]
    [MemberData(nameof(SizesInBaseUnits))]
    public void Unit_HasTheSizeOfItsPrefix(string unit, double size, double expected) => size.ShouldBe(expected, expected * 1e-15, unit);

    [Fact]
    public void Time_ComesBackOutOfItsUnits()
    {
        RoundTrip(x => (x * ns).InNanoseconds);
        RoundTrip(x => (x * us).InMicroseconds);
        RoundTrip(x => (x * ms).InMilliseconds);
        RoundTrip(x => (x * s).InSeconds);
    }

    [Fact]
    public void ElectricQuantities_ComeBackOutOfTheirUnits()
    {
        RoundTrip(x => (x * uV).InMicrovolts);
        RoundTrip(x => (x * mV).InMillivolts);
        RoundTrip(x => (x * V).InVolts);
        RoundTrip(x => (x * pA).InPicoamperes);
        RoundTrip(x => (x * nA).InNanoamperes);
        RoundTrip(x => (x * uA).InMicroamperes);
        RoundTrip(x => (x * mA).InMilliamperes);
        RoundTrip(x => (x * A).InAmperes);
        RoundTrip(x => (x * pS).InPicosiemens);
        RoundTrip(x => (x * nS).InNanosiemens);
        RoundTrip(x => (x * uS).InMicrosiemens);
        RoundTrip(x => (x * mS).InMillisiemens);
        RoundTrip(x => (x * S).InSiemens);
        RoundTrip(x => (x * pF).InPicofarads);
        RoundTrip(x => (x * nF).InNanofarads);
        RoundTrip(x => (x * uF).InMicrofarads);
        RoundTrip(x => (x * F).InFarads);
        RoundTrip(x => (x * Ohm).InOhms);
        RoundTrip(x => (x * kOhm).InKiloohms);
        RoundTrip(x => (x * MOhm).InMegaohms);
        RoundTrip(x => (x * GOhm).InGigaohms);
        RoundTrip(x => (x * pA * (1 * ms)).InFemtocoulombs);
        RoundTrip(x => (x * nA * (1 * ms)).InPicocoulombs);
    }

    [Fact]
    public void Frequency_ComesBackOutOfItsUnits()
    {
        RoundTrip(x => (x * Hz).InHertz);
        RoundTrip(x => (x * kHz).InKilohertz);
        RoundTrip(x => (x * MHz).InMegahertz);
    }

    [Fact]
    public void Zeros_AreZero()
    {
        Time.Zero.ShouldBe(0 * s);
        Voltage.Zero.ShouldBe(0 * V);
        Current.Zero.ShouldBe(0 * A);
        Conductance.Zero.ShouldBe(0 * S);
        Capacitance.Zero.ShouldBe(0 * F);
        Resistance.Zero.ShouldBe(0 * Ohm);
        Frequency.Zero.ShouldBe(0 * Hz);
        Charge.Zero.Value.ShouldBe(0);
    }

    private static void RoundTrip(Func<double, double> there)
    {
        Arbitrary<double> numbers = Gen.Choose(-1_000_000, 1_000_000).Select(n => n / 1000.0).ToArbitrary();
        Prop.ForAll(numbers, x => Math.Abs(there(x) - x) <= 1e-15 * Math.Abs(x)).QuickCheckThrowOnFailure();
    }
}
