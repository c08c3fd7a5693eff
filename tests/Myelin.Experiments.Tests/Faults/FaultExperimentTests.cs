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

    [Fact]
    public void Imperfect_devices_cost_accuracy_whatever_the_training()
    {
        RunRecord record = Executed.Record(new MemristorExperiment { Synthetic = true, Epochs = 2, TrainingSamples = 1500, TestSamples = 30, Steps = 8, Hidden = 48, Seeds = 1 });
        foreach (string training in (string[])["trained without noise", "trained through noise"])
        {
            double perfect = record.Results[$"accuracy, {training}"].Value;
            perfect.ShouldBeGreaterThan(60);
            record.Results[$"accuracy in phase-change memory after 20 s, {training}"].Value.ShouldBeInRange(perfect - 25, perfect + 10);
        }

        Math.Abs(record.Results["accuracy with wires of 2 Ohm, solved"].Value - record.Results["accuracy with wires of 2 Ohm, to first order"].Value).ShouldBeLessThan(8);
    }

    [Fact]
    public void A_trigger_wakes_a_Trojan_that_sleeps_otherwise_and_is_found()
    {
        RunRecord record = Executed.Record(new NeuroAttackExperiment { Synthetic = true, Epochs = 2, TrainingSamples = 1500, TestSamples = 40, Steps = 8, Hidden = 48, Seeds = 1, Iterations = 8, Candidates = 6, Epsilon = 0.4 });
        double clean = record.Results["accuracy on clean samples"].Value;
        clean.ShouldBeGreaterThan(60);
        record.Results["accuracy on clean samples with the Trojan"].Value.ShouldBeGreaterThan(clean - 10);
        record.Results["triggered samples that wake the Trojan"].Value.ShouldBeGreaterThan(record.Results["clean samples that wake the Trojan"].Value + 50);
        record.Results["accuracy under the trigger"].Value.ShouldBeLessThan(record.Results["accuracy with the trigger but no Trojan"].Value);
        record.Results["triggered samples that the activity of neurons gives away"].Value.ShouldBeGreaterThan(record.Results["clean samples taken for triggered ones"].Value + 30);
        record.Results["projections whose checksum is wrong while the Trojan is awake"].Value.ShouldBe(1);
        record.Results["projections whose checksum is wrong while the Trojan sleeps"].Value.ShouldBe(0);
        record.Results["accuracy under PGD, 0.1"].Value.ShouldBeLessThan(clean);
    }
}
