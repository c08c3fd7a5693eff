using Myelin.Experiments.Cordic;
using Myelin.Experiments.Running;
using Myelin.Values;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.Cordic;

public sealed class CordicExperimentTests
{
    [Fact]
    public void A_quick_run_measures_every_claim()
    {
        RunRecord record = Executed.Record(new CordicExperiment { Duration = 30 * ms }, quick: true);
        record.Claims.ShouldAllBe(c => c.Measured != null);
        record.Results["spikes of the traced membrane"].Value.ShouldBeInRange(2, 3);
    }

    [Fact]
    public void More_rotations_and_more_bits_come_nearer_to_double_precision()
    {
        WordRun exact = WordRun.Of(null, 20 * ms);
        double Error(int fraction, int rotations) => WordRun.Of(new FixedFormat(WordRun.WholeBits + fraction, fraction, CordicSteps: rotations), 20 * ms).NormalisedError(exact);
        double fine = Error(24, 20);
        fine.ShouldBeLessThan(0.01);
        Error(24, 6).ShouldBeGreaterThan(10 * fine);
        Error(10, 20).ShouldBeGreaterThan(10 * fine);
        exact.NormalisedError(exact).ShouldBe(0);
        exact.ShapeError(exact).ShouldBe(0);
        exact.TimeError(exact).ShouldBe(0);

        // Hodgkin and Huxley's axon fires at about 68 Hz at 10 uA/cm2 and 6.3 degrees.
        WordRun.Of(null, 100 * ms).RateOf(WordRun.Traced).ShouldBe(68, 2);
    }
}
