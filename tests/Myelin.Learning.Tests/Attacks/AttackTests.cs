using FsCheck;
using FsCheck.Fluent;
using Myelin.Data.Generated;
using Myelin.Learning.Attacks;
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

namespace Myelin.Learning.Tests.Attacks;

/// <summary>Attacks on inputs: their gradients by finite differences, their bounds, and what they do to a trained model.</summary>
public sealed class AttackTests : IDisposable
{
    private static readonly Lazy<(AttackedModel Model, float[] Samples, Shape Shape, Targets Targets)> trained = new(Train);

    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Input_gradients_are_those_of_finite_differences()
    {
        // Without spikes the loss is smooth, so that differences of it are its gradient.
        var smooth = new Sequential(new Linear(4, 6, seed: 1), new Function(x => x.Tanh()), new Linear(6, 3, seed: 2));
        var model = new AttackedModel(smooth, new StepCrossEntropy(), x => x.RepeatOverTime(3));
        float[] samples = [0.2f, 0.9f, 0.4f, 0.1f, 0.8f, 0.3f, 0.5f, 0.7f], gradient = new float[8];
        Targets targets = Targets.Of([2, 0]);
        double loss = model.Gradient(samples, [2, 4], targets, gradient);
        loss.ShouldBe(model.Loss(samples, [2, 4], targets), 1e-6);
        for (int i = 0; i < samples.Length; i++)
        {
            const float H = 1e-2f;
            double up = Shifted(i, H), down = Shifted(i, -H);
            gradient[i].ShouldBe((float)((up - down) / (2 * H)), 2e-4f);
        }

        double Shifted(int at, float by)
        {
            float[] moved = [.. samples];
            moved[at] += by;
            return model.Loss(moved, [2, 4], targets);
        }
    }

    [Fact]
    public void An_attack_leaves_the_model_as_it_was()
    {
        (AttackedModel model, float[] samples, Shape shape, Targets targets) = trained.Value;
        model.Model.Train();
        float[][] before = [.. model.Model.Parameters.Select(p => p.Parameter.Values.ToArray())];
        foreach ((_, Parameter parameter) in model.Model.Parameters) parameter.ZeroGradient();
        new ProjectedGradient { Epsilon = 0.1, Iterations = 2 }.On(model, samples, shape, targets);
        model.Model.IsTraining.ShouldBeTrue();
        int i = 0;
        foreach ((_, Parameter parameter) in model.Model.Parameters)
        {
            parameter.Learns.ShouldBeTrue();
            parameter.Gradient.Length.ShouldBe(0);
            parameter.Values.ToArray().ShouldBe(before[i++]);
        }
    }

    [Fact]
    public void The_bound_and_the_range_are_kept() => Prop.ForAll(ArbMap.Default.ArbFor<byte>(), size =>
    {
        (AttackedModel model, float[] samples, Shape shape, Targets targets) = trained.Value;
        double epsilon = size / 255.0;
        foreach (Attack attack in (Attack[])[new FastGradientSign { Epsilon = epsilon }, new ProjectedGradient { Epsilon = epsilon, Iterations = 3, Seed = size }])
        {
            float[] moved = attack.On(model, samples, shape, targets);
            for (int i = 0; i < moved.Length; i++)
            {
                if (Math.Abs(moved[i] - samples[i]) > epsilon + 1e-6 || moved[i] is < 0 or > 1) return false;
            }
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(4));

    [Fact]
    public void Nothing_moves_without_a_bound_and_more_is_lost_the_wider_it_is()
    {
        (AttackedModel model, float[] samples, Shape shape, Targets targets) = trained.Value;
        new FastGradientSign { Epsilon = 0 }.On(model, samples, shape, targets).ShouldBe(samples);
        int clean = model.Correct(samples, shape, targets);
        double[] bounds = [0.02, 0.05, 0.1, 0.2];
        double before = model.Loss(samples, shape, targets);
        int few = clean;
        foreach (double epsilon in bounds)
        {
            float[] fast = new FastGradientSign { Epsilon = epsilon }.On(model, samples, shape, targets), projected = new ProjectedGradient { Epsilon = epsilon, StartsAtRandom = false }.On(model, samples, shape, targets);
            double loss = model.Loss(projected, shape, targets);

            // The climb keeps its best place, which is never below the sample itself; more steps find more than one.
            loss.ShouldBeGreaterThan(before);
            loss.ShouldBeGreaterThanOrEqualTo(0.95 * model.Loss(fast, shape, targets));
            before = loss;
            few = model.Correct(projected, shape, targets);
        }

        clean.ShouldBeGreaterThan((int)(0.8 * shape[0]));
        few.ShouldBeLessThan(clean / 2);
    }

    [Fact]
    public void Bounds_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new FastGradientSign { Epsilon = -1 }).Message.ShouldContain("The bound of an attack must be at least 0 and finite, got -1.");
        (AttackedModel model, float[] samples, Shape shape, Targets targets) = trained.Value;
        Should.Throw<ArgumentException>(() => new ProjectedGradient { Epsilon = 0.1, Iterations = 0 }.On(model, samples, shape, targets)).Message.ShouldBe("Projected gradient descent needs at least 1 step, got 0.");
    }

    [Fact]
    public void A_trigger_makes_a_neuron_fire_that_is_silent_otherwise()
    {
        (AttackedModel model, float[] samples, Shape shape, _) = trained.Value;
        Spiking layer = model.Model.All.OfType<Spiking>().First();
        var search = new TriggerSearch { Epsilon = 0.5, Iterations = 15, Candidates = 8 };
        Trigger trigger = search.Find(model, layer, samples, shape);
        trigger.Pattern.ShouldAllBe(p => Math.Abs(p) <= 0.5f);
        trigger.Triggered.ShouldBeGreaterThan(trigger.Clean);
        trigger.Threshold.ShouldBeGreaterThan((int)trigger.Clean);
        float[] clean = model.Counts(layer, samples, shape), with = model.Counts(layer, trigger.On(samples), shape);
        int neurons = clean.Length / shape[0];
        Enumerable.Range(0, shape[0]).Max(b => clean[(b * neurons) + trigger.Neuron]).ShouldBe((float)trigger.Clean);
        Enumerable.Range(0, shape[0]).Average(b => with[(b * neurons) + trigger.Neuron]).ShouldBe((float)trigger.Triggered, 1e-4f);
    }

    private static (AttackedModel Model, float[] Samples, Shape Shape, Targets Targets) Train()
    {
        var network = new Sequential(
            new Linear(4, 60, seed: 1), new Spiking<Arctangent<Two>>(new Leaky()), new Linear(60, 3, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        var set = new YinYang(600);
        var loss = new StepCrossEntropy();
        new Trainer(network, new Adam(network.Parameters.Select(p => p.Parameter), 0.01), loss, new RepeatedInput(8)).Fit(set, null, new TrainingPlan { Epochs = 12, BatchSize = 50 });
        float[] samples = new float[100 * 4];
        int[] labels = new int[100];
        for (int i = 0; i < labels.Length; i++)
        {
            set.Read(i, samples.AsSpan(4 * i, 4));
            labels[i] = set.Label(i);
        }

        return (new AttackedModel(network, loss, x => x.RepeatOverTime(8)), samples, [100, 4], Targets.Of(labels));
    }
}
