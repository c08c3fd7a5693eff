using Myelin.Experiments.Cables;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.Cables;

public sealed class ConductionExperimentTests
{
    [Fact]
    public void Velocities_have_the_published_size_and_exponents()
    {
        RunRecord record = Executed.Record(new ConductionExperiment { Step = 0.01 * ms });
        record.Claims.Count.ShouldBe(4);
        Executed.Missed(record).Where(c => !c.StartsWith("velocity in the squid", StringComparison.Ordinal)).ShouldBeEmpty();

        // At this step backward Euler makes the spike a few per cent slower.
        record.Claims[0].Measured!.Value.ShouldBeInRange(16.5, 19.3);
    }

    [Fact]
    public void An_exponent_is_that_of_a_power_law()
        => ConductionExperiment.Exponent([1, 2, 5, 10], [3, 12, 75, 300]).ShouldBe(2, 1e-12);

    [Fact]
    public void No_spike_has_no_velocity()
        => double.IsNaN(Axons.Bare(2, 18.5).Velocity(0.01 * ms, 0.1 * ms)).ShouldBeTrue();
}
