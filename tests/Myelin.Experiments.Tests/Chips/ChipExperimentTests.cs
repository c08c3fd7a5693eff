using Myelin.Experiments.Chips;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Chips;

public sealed class ChipExperimentTests
{
    [Fact]
    public void A_trained_network_answers_alike_in_every_engine()
    {
        RunRecord record = Executed.Record(new OneNetworkExperiment { Synthetic = true, Shown = 60, Epochs = 3 });
        record.Results["output spikes that differ behind NIR"].Value.ShouldBe(0);
        double simulated = record.Results["accuracy, simulator"].Value;
        simulated.ShouldBeGreaterThan(60);
        record.Results["accuracy, NIR and back"].Value.ShouldBe(simulated);
        record.Results["accuracy, spinnaker"].Value.ShouldBe(simulated, 2);
        record.Results["accuracy, loihi"].Value.ShouldBe(simulated, 5);
        record.Results["limits not kept, loihi"].Value.ShouldBe(0);
        record.Results["limits not kept, dynap-se"].Value.ShouldBeGreaterThan(0);
        record.Results["energy per digit, loihi"].Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Wires_that_are_slow_enough_move_spikes_and_quick_ones_do_not()
    {
        RunRecord record = Executed.Record(new CoSimulationExperiment { Neurons = 160, Duration = 60 * Syntax.ms, Load = 100_000 });
        record.Results["intervals changed, dynap-se, load 1"].Value.ShouldBe(0);
        record.Results["intervals changed, dynap-se, load 100000"].Value.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_budget_chooses_the_network_and_the_chip_learns()
    {
        RunRecord record = Executed.Record(new EdgeMappingExperiment { Synthetic = true, Samples = 600, Epochs = 2, Learnt = 200, Tested = 60, Budget = 1 });
        record.Results["hidden neurons chosen"].Value.ShouldBeLessThan(800, "the largest takes more than one core");
        record.Results["accuracy on the new class after learning"].Value.ShouldBeGreaterThan(0);
        record.Results["energy of a digit while learning"].Value.ShouldBeLessThan(15);
    }
}
