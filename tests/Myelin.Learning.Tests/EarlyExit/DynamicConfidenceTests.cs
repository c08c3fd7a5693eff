using Myelin.Data.Generated;
using Myelin.Learning.EarlyExit;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.EarlyExit;

public sealed class DynamicConfidenceTests : IDisposable
{
    private const int Steps = 8;

    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Samples_stop_when_their_mean_output_is_sure_enough()
    {
        // Scores of two classes grow at different speeds: sample 0 by 1 a step, sample 1 by a quarter.
        var model = new Function(x => x);
        Tensor input = Tensor.Zeros([6, 2, 2]);
        for (int t = 0; t < 6; t++) (input.Values[4 * t], input.Values[(4 * t) + 3]) = (t, t / 4f);
        var dynamic = new DynamicConfidence(model, 0.7);
        ExitRecord record = dynamic.Run(input);

        // The means are t / 2 and t / 8 at step t (from 0); 1 / (1 + exp(-x)) reaches 0.7 at 0.847.
        record.Classes.ShouldBe([0, 1]);
        record.Steps.ShouldBe([3, 6]);
        record.Exited.ShouldBe([true, false]);
        record.Confidences[0].ShouldBe(1 / (1 + Math.Exp(-1)), 1e-6);
        record.Confidences[1].ShouldBe(1 / (1 + Math.Exp(-0.625)), 1e-6);
        record.MeanSteps.ShouldBe(4.5);
        record.Remark.ShouldBeNull();
        record.Accuracy([0, 0]).ShouldBe(0.5);
        dynamic.ComputedSteps.ShouldBe(6);
        new DynamicConfidence(model, 0.7, temperature: 0.2).Run(input).Steps.ShouldBe([2, 3]);
    }

    [Fact]
    public void Nothing_is_computed_when_all_are_decided()
    {
        int passes = 0;
        var model = new Function(x =>
        {
            passes++;
            return x;
        });
        new DynamicConfidence(model, 0.5).Run(Tensor.Zeros([50, 3, 4])).Steps.ShouldAllBe(s => s == 50);
        passes.ShouldBe(50);
        passes = 0;
        new DynamicConfidence(model, 0.25).Run(Tensor.Zeros([50, 3, 4])).Steps.ShouldAllBe(s => s == 1);
        passes.ShouldBe(1);
    }

    [Fact]
    public void A_threshold_that_nothing_reaches_is_said_in_one_sentence()
    {
        ExitRecord record = new DynamicConfidence(new Function(x => x), 1.5).Run(Tensor.Zeros([4, 3, 2]));
        record.Remark.ShouldBe("The confidence threshold of 1.5 was reached by none of 3 samples in 4 steps (the highest confidence was 0.5), so nothing is saved; a lower threshold would let samples exit.");
        record.ExitedPart.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => new DynamicConfidence(new Flatten(), double.NaN)).Message.ShouldContain("threshold is at least 0, got NaN");
        Should.Throw<ArgumentOutOfRangeException>(() => new DynamicConfidence(new Flatten(), 0.5, 0)).Message.ShouldContain("temperature is above 0, got 0");
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void Step_by_step_it_does_what_the_scores_of_all_steps_say(double threshold)
    {
        Sequential model = Trained();
        var set = new YinYang(200, seed: 3);
        StepScores scores = StepScores.Of(model, set, new RepeatedInput(Steps), batchSize: 200);
        ExitRecord expected = scores.Exit(threshold, 0.8);
        float[] values = new float[200 * 4];
        for (int i = 0; i < 200; i++) set.Read(i, values.AsSpan(i * 4, 4));
        ExitRecord actual = new DynamicConfidence(model, threshold, 0.8).Run(Tensor.From(values, [200, 4]).RepeatOverTime(Steps));
        actual.Steps.ShouldBe(expected.Steps);
        actual.Classes.ShouldBe(expected.Classes);
        actual.Confidences.ShouldBe(expected.Confidences);
        actual.Steps.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Calibration_makes_scores_as_sure_as_they_are_right()
    {
        Sequential model = Trained();
        var set = new YinYang(400, seed: 4);
        StepScores scores = StepScores.Of(model, set, new RepeatedInput(Steps));
        double temperature = scores.Calibrate();
        double Gap(double t) => Math.Abs(scores.Exit(2, t).Confidences.Average() - scores.Accuracy(Steps));
        temperature.ShouldBeInRange(0.021, 49);
        Gap(temperature).ShouldBeLessThan(Math.Min(Gap(temperature * 5), Gap(temperature / 5)));
        double threshold = scores.LowestThreshold(temperature);
        scores.Exit(threshold, temperature).Accuracy(scores.Labels).ShouldBeGreaterThanOrEqualTo(scores.Accuracy(Steps));
        scores.Exit(threshold, temperature).MeanSteps.ShouldBeLessThan(Steps);
    }

    private static Sequential Trained()
    {
        var model = new Sequential(
            new Linear(4, 40, seed: 1), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }), new Linear(40, 3, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        var trainer = new Trainer(model, new Adam(model.Parameters.Select(p => p.Parameter), 0.01), new StepCrossEntropy(), new RepeatedInput(Steps));
        trainer.Fit(new YinYang(400, seed: 1), null, new TrainingPlan { Epochs = 6, BatchSize = 40 });
        return model;
    }
}
