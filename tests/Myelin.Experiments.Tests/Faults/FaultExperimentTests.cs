using Myelin.Experiments.Faults;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Faults;

/// <summary>The experiments on faults at their quick size.</summary>
public sealed class FaultExperimentTests
{
    [Fact]
    public void Faults_cost_accuracy_and_more_of_them_cost_more()
    {
        RunRecord record = Executed.Record(new FaultCampaignExperiment { Synthetic = true, Epochs = 2, TrainingSamples = 1500, TestSamples = 30, Steps = 8, Hidden = 48, Seeds = 1 });
        double perfect = record.Results["accuracy without faults"].Value;
        perfect.ShouldBeGreaterThan(60);
        foreach (string fault in (string[])["weights, floats", "silent neurons", "firing neurons", "thresholds"]) record.Results[$"accuracy at the highest rate, {fault}"].Value.ShouldBeLessThan(perfect - 15, fault);
    }
}
