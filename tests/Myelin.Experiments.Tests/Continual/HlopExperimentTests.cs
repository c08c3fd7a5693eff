using Myelin.Experiments.Continual;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Continual;

public sealed class HlopExperimentTests
{
    [Fact]
    public void A_quick_run_leaves_a_report()
    {
        RunRecord record = Executed.Record(new HlopExperiment { Tasks = 2, Hidden = 16, Steps = 2, Samples = 150, Drawn = true }, quick: true);
        record.Claims.ShouldAllBe(c => c.Measured == null);
        foreach (string tasks in (string[])["permuted MNIST", "split MNIST"])
        {
            foreach (string name in (string[])["BPTT", "BPTT with HLOP"]) record.Results[$"average accuracy of {name}, {tasks}"].Value.ShouldBeInRange(5, 100);
            record.Results[$"activity that lateral neurons of layer 1 hold, BPTT with HLOP, {tasks}"].Value.ShouldBeInRange(20, 100);
        }
    }

    [Fact]
    public void Backward_transfer_is_the_change_since_a_task_was_learnt()
    {
        var forgetting = new Forgetting("", new[,] { { 90, double.NaN, double.NaN }, { 80, 92, double.NaN }, { 70, 90, 96.0 } }, []);
        forgetting.Average.ShouldBe((70 + 90 + 96) / 3.0, 1e-12);
        forgetting.BackwardTransfer.ShouldBe((-20 - 2) / 2.0, 1e-12);
        forgetting.SoFar.ShouldBe([90, 86, (70 + 90 + 96) / 3.0]);
        forgetting.Of(0).ShouldBe([90.0, 80, 70]);
    }
}
