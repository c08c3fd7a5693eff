using Myelin.Experiments.Brunel;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.Brunel;

public sealed class BrunelExperimentTests
{
    [Fact]
    public void A_small_network_fires_regularly_where_excitation_dominates_and_irregularly_elsewhere()
    {
        RunRecord record = Executed.Record(new BrunelExperiment { Neurons = 500, Weight = 0.5 * mV, Longest = 400 * ms });
        record.Claims.ShouldBeEmpty();
        double regular = record.Results["CV, synchronous regular"].Value, irregular = record.Results["CV, asynchronous irregular"].Value;
        regular.ShouldBeLessThan(0.3);
        irregular.ShouldBeGreaterThan(1.3 * regular);
        record.Results["rate, synchronous regular"].Value.ShouldBeGreaterThan(record.Results["rate, asynchronous irregular"].Value);
        record.Results["rate, synchronous irregular, slow"].Value.ShouldBeLessThan(record.Results["rate, asynchronous irregular"].Value);
    }

    [Fact]
    public void Claims_are_made_for_the_sizes_of_the_references_only()
    {
        new BrunelExperiment().Claims.Count.ShouldBe(12);
        new BrunelExperiment { Neurons = 2500, Weight = 0.2 * mV }.Claims.Select(c => c.PublishedValue).ShouldContain(62.568);
        new BrunelExperiment { Neurons = 5000 }.Claims.ShouldBeEmpty();
        new BrunelExperiment { Longest = 500 * ms }.Claims.Count.ShouldBe(3);
    }

    [Fact]
    public void A_size_without_tenths_is_refused()
        => Should.Throw<ArgumentException>(() => new BrunelExperiment { Neurons = 1234 }.Validate()).Message.ShouldContain("1234");
}
