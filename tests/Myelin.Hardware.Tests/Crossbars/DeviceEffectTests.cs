using Myelin.Hardware.Crossbars;
using Myelin.Randomness;

namespace Myelin.Hardware.Tests.Crossbars;

/// <summary>What makes devices other than they should be, one effect after the other.</summary>
public sealed class DeviceEffectTests
{
    [Fact]
    public void Levels_are_at_equal_distances()
    {
        double[] g = After(new ConductanceLevels(5), [0, 11, 13, 26, 90, 100], least: 0);
        g.ShouldBe([0, 0, 25, 25, 100, 100]);
        After(new ConductanceLevels(2), [10, 54, 56, 100], least: 10).ShouldBe([10, 10, 100, 100]);
    }

    [Fact]
    public void Programming_errors_are_a_part_of_the_largest_conductance()
    {
        double[] g = After(new ProgrammingError(0.02), [.. Enumerable.Repeat(50.0, 5000)]);
        g.Average().ShouldBe(50, 5 * 2 / Math.Sqrt(5000));
        Deviation(g).ShouldBe(2, 0.1);
        After(new ProgrammingError(0.5), new double[5000]).Min().ShouldBe(0);
    }

    // The polynomial at 0, at half and at the largest conductance, of 25 uS = 100 here.
    [Theory]
    [InlineData(50, (0.26348 + (1.9650 * 0.5) - (1.1731 * 0.25)) * 4)]
    [InlineData(100, (0.26348 + 1.9650 - 1.1731) * 4)]
    public void Programming_errors_of_phase_change_memory_depend_on_the_conductance(double target, double expected) =>
        Deviation(After(new PcmProgrammingError(), [.. Enumerable.Repeat(target, 20_000)])).ShouldBe(expected, 0.03 * expected);

    [Fact]
    public void Drift_is_a_power_of_time()
    {
        After(new PowerLawDrift(180 * Syntax.s, 0.05), [80, 20]).ShouldBe([80 * Math.Pow(10, -0.05), 20 * Math.Pow(10, -0.05)], 1e-9);
        After(new PowerLawDrift(0 * Syntax.s, 0.05, 0.01), [80, 20]).ShouldBe([80, 20], 1e-9);

        // The spread of exponents is that of logarithms of conductances.
        double[] g = After(new PowerLawDrift(180 * Syntax.s, 0.1, 0.02), [.. Enumerable.Repeat(1.0, 5000)]);
        Deviation([.. g.Select(x => Math.Log(x))]).ShouldBe(0.02 * Math.Log(10), 0.05 * 0.02 * Math.Log(10));
    }

    [Fact]
    public void Small_conductances_of_phase_change_memory_drift_faster()
    {
        // Within the bounds: nu is 0.049 at the largest conductance and 0.0244 - 0.0155 ln 0.01 = 0.0958 at a hundredth.
        Mean(100).ShouldBe(0.049, 0.002);
        Mean(1).ShouldBe(0.0958, 0.002);

        static double Mean(double target) => After(new PcmDrift(180 * Syntax.s), [.. Enumerable.Repeat(target, 5000)]).Average(g => -Math.Log(g / target) / Math.Log(10));
    }

    [Fact]
    public void Noise_of_phase_change_memory_gathers_with_time()
    {
        double expected = 0.0088 * Math.Sqrt(Math.Log((1000.0 + 20 + 250e-9) / 500e-9));
        Deviation(After(new PcmReadNoise(1000 * Syntax.s), [.. Enumerable.Repeat(100.0, 20_000)])).ShouldBe(100 * expected, 3 * expected);
        double[] small = After(new PcmReadNoise(1000 * Syntax.s), [.. Enumerable.Repeat(1.0, 20_000)]);
        Deviation(small).ShouldBeGreaterThan(3 * expected);
        Deviation(After(new RelativeReadNoise(0.1), [.. Enumerable.Repeat(30.0, 20_000)])).ShouldBe(3, 0.1);
    }

    [Fact]
    public void Devices_are_stuck_with_the_probabilities()
    {
        double[] g = After(new StuckDevices(0.1, 0.2), [.. Enumerable.Repeat(40.0, 20_000)], least: 5);
        (g.Count(x => x == 100) / 20_000.0).ShouldBe(0.1, 0.01);
        (g.Count(x => x == 5) / 20_000.0).ShouldBe(0.18, 0.014);
        g.Count(x => x == 40).ShouldBe(20_000 - g.Count(x => x == 100) - g.Count(x => x == 5));
    }

    [Fact]
    public void Compensation_brings_back_the_sum()
    {
        var devices = new DeviceArray([30, 60, 10], 0 * Syntax.nS, 100 * Syntax.nS);
        var random = new RandomStream(1, StreamPurpose.Faults);
        new PowerLawDrift(1000 * Syntax.s, 0.1, 0.05).Apply(devices, ref random);
        devices.Conductances.Sum().ShouldBeLessThan(90);
        new GlobalCompensation().Apply(devices, ref random);
        devices.Conductances.Sum().ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new StuckDevices(1.1, 0)).Message.ShouldContain("The rate of devices that are stuck on is a probability from 0 to 1, got 1.1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new StuckDevices(0, -1)).Message.ShouldContain("The rate of devices that are stuck off is a probability from 0 to 1, got -1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new ConductanceLevels(1)).Message.ShouldContain("A device must have at least 2 levels of conductance, got 1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new ProgrammingError(-1)).Message.ShouldContain("The programming error must be at least 0 and finite, got -1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new RelativeReadNoise(double.NaN)).Message.ShouldContain("The read noise must be at least 0 and finite, got NaN.");
        Should.Throw<ArgumentOutOfRangeException>(() => new PcmDrift(-1 * Syntax.s)).Message.ShouldContain("The time since devices were read first must be at least 0 and finite, got -1000 ms.");
    }

    private static double[] After(DeviceEffect effect, double[] targets, double least = 0)
    {
        var devices = new DeviceArray(targets, least * Syntax.nS, 100 * Syntax.nS);
        var random = new RandomStream(5, StreamPurpose.Faults);
        effect.Apply(devices, ref random);
        return devices.Conductances;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
