using Myelin.Experiments.Benchmarks;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Experiments_are_found_in_an_assembly_and_ordered()
    {
        string[] ids = [.. new ExperimentCatalogue(typeof(DemoExperiment).Assembly).Entries.Select(entry => entry.Id)];
        ids.ShouldContain("demo");
        ids.ShouldContain("demo-data");
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Jobs_are_found_in_an_assembly()
        => new WholeJobCatalogue(typeof(DemoJob).Assembly).Jobs.Select(job => job.Name).ShouldContain("demo-job");

    [Fact]
    public void Two_of_one_name_are_refused()
    {
        Should.Throw<ArgumentException>(() => new ExperimentCatalogue([new DemoExperiment(), new DemoExperiment()])).Message.ShouldContain("'demo'");
        Should.Throw<ArgumentException>(() => new WholeJobCatalogue([new DemoJob(), new DemoJob()])).Message.ShouldContain("'demo-job'");
    }

    [Fact]
    public void A_parameter_cannot_take_the_name_of_a_common_option()
        => Should.Throw<ArgumentException>(() => new ExperimentCatalogue([new Reserved()])).Message.ShouldContain("'seed'");

    [Fact]
    public void A_parameter_cannot_be_of_any_type()
        => Should.Throw<NotSupportedException>(() => new ExperimentCatalogue([new Odd()])).Message.ShouldContain("DateTime");

    private abstract class Empty : Experiment
    {
        public override string Id => "empty";

        public override string Title => "Empty";

        public override string Summary => "Nothing.";

        public override Paper Paper => new("Nobody", 2000, "Nothing", "Nowhere");

        public override Estimate Estimate(int threads) => new(0, 0, 0, 0, "");

        public override void Run(ExperimentContext context)
        {
        }
    }

    private sealed class Reserved : Empty
    {
        [Parameter("a second seed")]
        public int Seed { get; init; }
    }

    private sealed class Odd : Empty
    {
        [Parameter("a day")]
        public DateTime Day { get; init; }
    }
}
