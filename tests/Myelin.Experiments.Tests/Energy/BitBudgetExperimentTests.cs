using Myelin.Experiments.Energy;
using Myelin.Experiments.Running;
using Myelin.Experiments.Tests.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Energy;

public sealed class BitBudgetExperimentTests
{
    [Fact]
    public void Squares_need_few_bits()
    {
        using var images = new SquareImages("mnist", 120, 40);
        RunRecord record = Executed.Record(new BitBudgetExperiment { Images = 120, TestImages = 40, Epochs = 3, BatchSize = 20, Steps = 2, Hidden = 16, LearningRate = 1e-2 }, images.Folder);
        Value("test accuracy in single precision").ShouldBeGreaterThan(50);
        Value("test accuracy, 8 bits after training").ShouldBe(Value("test accuracy in single precision"), 5);
        Value("mean weight bits after the search").ShouldBeInRange(1, 8);

        // More steps cost more than wider activations.
        Value("energy at equal bit budget, spiking over quantised ordinary, geometric mean").ShouldBeGreaterThan(1);
        record.Files.ShouldContain("networks.csv");
        record.Claims.Count.ShouldBe(5);
        record.Claims.ShouldAllBe(c => c.Measured != null);

        double Value(string name) => record.Results[name].Value;
    }
}
