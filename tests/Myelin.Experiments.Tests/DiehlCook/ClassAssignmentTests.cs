using Myelin.Experiments.DiehlCook;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.DiehlCook;

public sealed class ClassAssignmentTests
{
    [Fact]
    public void A_neuron_stands_for_the_class_that_it_answers_most_per_sample()
    {
        var assignment = new ClassAssignment(neurons: 4, classes: 2);

        // Class 0 is shown three times, class 1 once: sums would say otherwise for neuron 1.
        assignment.Add(0, [5, 1, 0, 2]);
        assignment.Add(0, [4, 1, 0, 2]);
        assignment.Add(0, [6, 1, 0, 2]);
        assignment.Add(1, [1, 2, 0, 2]);
        assignment.Classes().ShouldBe([0, 1, -1, 0]);
    }

    [Fact]
    public void The_class_with_the_largest_mean_is_predicted()
    {
        ClassAssignment.Predict([3, 3, 3, 4], [0, 0, 0, 1], classes: 2).ShouldBe(1);
        ClassAssignment.Predict([3, 3, 9, 4], [0, 0, 0, 1], classes: 2).ShouldBe(0);
        ClassAssignment.Predict([0, 0, 0, 0], [0, 0, 0, 1], classes: 2).ShouldBe(-1);
        ClassAssignment.Predict([9, 0, 0, 1], [-1, 0, 0, 1], classes: 2).ShouldBe(1);
    }
}
