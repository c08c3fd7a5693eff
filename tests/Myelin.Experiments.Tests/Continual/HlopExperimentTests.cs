using Myelin.Experiments.Continual;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Continual;

public sealed class HlopExperimentTests
{
    [Fact]
    public void A_quick_run_forgets_less_with_the_projection()
    {
        RunRecord record = Executed.Record(new HlopExperiment { Tasks = 2, Hidden = 48, Steps = 3, Samples = 400, Epochs = 3, LearningRate = 0.2, Drawn = true }, quick: true);
        record.Claims.ShouldAllBe(c => c.Measured == null);
        record.Results["average accuracy of BPTT with HLOP, split MNIST"].Value.ShouldBeInRange(50, 100);
        record.Results["activity that lateral neurons of layer 1 hold, BPTT with HLOP, split MNIST"].Value.ShouldBeInRange(40, 100);
        record.Results["backward transfer of BPTT with HLOP, split MNIST"].Value.ShouldBeGreaterThan(record.Results["backward transfer of BPTT, split MNIST"].Value);
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
