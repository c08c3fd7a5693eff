using Myelin.Experiments.Running;
using Myelin.Experiments.VogelsAbbott;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.VogelsAbbott;

public sealed class VogelsAbbottExperimentTests
{
    [Fact]
    public void Both_networks_fire_without_input()
    {
        RunRecord record = Executed.Record(new VogelsAbbottExperiment { Duration = 60 * ms });
        record.Claims.ShouldBeEmpty();
        record.Results["rate, CUBA"].Value.ShouldBeInRange(1, 15);
        record.Results["rate, COBA"].Value.ShouldBeInRange(3, 40);
    }

    [Fact]
    public void Claims_are_made_for_the_duration_of_the_reference_only()
    {
        new VogelsAbbottExperiment().Claims.Count.ShouldBe(6);
        new VogelsAbbottExperiment { Duration = 600 * ms }.Claims.ShouldBeEmpty();
    }
}
