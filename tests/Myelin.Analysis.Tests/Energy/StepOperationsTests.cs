using Myelin.Analysis.Energy;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests.Energy;

public sealed class StepOperationsTests
{
    [Theory]
    [InlineData(ResetMode.Subtract)]
    [InlineData(ResetMode.Zero)]
    public void The_leaky_neuron_has_the_4_operations_that_NeuroBench_states(ResetMode reset)
    {
        StepOperations operations = StepOperations.Of(new Leaky { Beta = 0.9, Reset = reset });
        operations.Arithmetic.ShouldBe(4);
        operations.States.ShouldBe(1);
    }

    [Fact]
    public void What_switches_make_superfluous_is_not_counted()
    {
        // Without a reset the leak, the input and the threshold test are left; without a memory the leak goes as well.
        StepOperations operations = StepOperations.Of(new Leaky { Beta = 0.5, Reset = ResetMode.None });
        (operations.Adds, operations.Multiplies, operations.Compares).ShouldBe((1, 1, 1));
        StepOperations.Of(new Leaky { Beta = 0, Reset = ResetMode.None }).Arithmetic.ShouldBe(0);
    }

    [Fact]
    public void Every_model_of_the_catalogue_can_be_counted()
    {
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
        {
            StepOperations operations = StepOperations.Of(model, 0.01 * ms);
            operations.States.ShouldBe(model.Info.States.Count, model.Info.Name);
            operations.Arithmetic.ShouldBeInRange(0, 3000, model.Info.Name);
        }

        StepOperations.Of(new HodgkinHuxley(), 0.01 * ms).Functions.ShouldBeGreaterThan(5);
    }
}
