using Myelin.Data.Generated;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Operations;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Layers.Delays;

/// <summary>Delays that are used at the nearest whole step while they learn.</summary>
public sealed class NearestStepTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [InlineData(37, 20, 9, 5, 6, 1)]
    [InlineData(20, 16, 3, 33, 3, 2)]
    [InlineData(3, 2, 7, 12, 9, 1)]
    [InlineData(20, 3, 5, 4, 0, 1)]
    public void Delays_at_the_nearest_step_learn_by_what_a_step_more_or_less_would_change(int steps, int samples, int inputs, int outputs, int longest, int contacts)
    {
        DelayedLinear layer = new(inputs, outputs, longest, contacts: contacts, seed: 3) { UsesNearest = true }, rounded = new(inputs, outputs, longest, contacts: contacts, seed: 3);
        rounded.Round();
        (Shape shape, float[] numbers) = FiniteDifferences.Random([steps, samples, inputs], 1);
        (Shape _, float[] given) = FiniteDifferences.Random([steps, samples, outputs], 2);
        Tensor x = Tensor.From(numbers, shape, requiresGradient: true), x2 = Tensor.From(numbers, shape, requiresGradient: true);
        Tensor y = layer.Forward(x), y2 = rounded.Forward(x2);
        y.Values.ToArray().ShouldBe(y2.Values.ToArray());
        Tape.Current.Backward(y, given);
        Tape.Current.Backward(y2, given);
        x.Gradient.ToArray().ShouldBe(x2.Gradient.ToArray());
        layer.Weight.Gradient.ToArray().ShouldBe(rounded.Weight.Gradient.ToArray());
        layer.IsRounded.ShouldBeFalse();
        layer.Delays.Values.ToArray().Count(d => d != MathF.Round(d)).ShouldBe(longest == 0 ? 0 : layer.Delays.Values.Length);

        double X(int t, int b, int i) => t < 0 || t >= steps ? 0 : numbers[(((t * samples) + b) * inputs) + i];
        float[] expected = new float[layer.Delays.Values.Length];
        for (int at = 0; at < expected.Length; at++)
        {
            int i = at / contacts % inputs, o = at / contacts / inputs, d = (int)MathF.Round(layer.Delays.Values[at]);
            double sum = 0;
            for (int t = 0; t < steps; t++)
            {
                for (int b = 0; b < samples; b++) sum += given[(((t * samples) + b) * outputs) + o] * (X(t - d - 1, b, i) - X(t - d + 1, b, i)) / 2;
            }

            expected[at] = (float)(layer.Weight.Values[at] * sum);
        }

        DelayLayerTests.Close(layer.Delays.Gradient, expected, "delay");
    }

    [Fact]
    public void Sources_and_places_of_kernels_at_the_nearest_step_learn_alike()
    {
        const int Longest = 6, Neurons = 9;
        var axonal = new AxonalDelay(Neurons, Longest, seed: 1) { UsesNearest = true };
        var linear = new Learning.Layers.Linear(Neurons, 4, seed: 2, bias: false);
        var whole = new DelayedLinear(Neurons, 4, Longest, bias: false) { UsesNearest = true };
        for (int i = 0; i < Neurons; i++) axonal.Delays.Values[i] = 1 + (0.45f * i);
        linear.Weight.Values.CopyTo(whole.Weight.Values);
        for (int i = 0; i < 4 * Neurons; i++) whole.Delays.Values[i] = axonal.Delays.Values[i % Neurons];
        (Shape shape, float[] numbers) = FiniteDifferences.Random([25, 3, Neurons], 1);
        (Shape _, float[] given) = FiniteDifferences.Random([25, 3, 4], 2);
        Tensor y = linear.Forward(axonal.Forward(Tensor.From(numbers, shape))), y2 = whole.Forward(Tensor.From(numbers, shape));
        DelayLayerTests.Close(y.Values, y2.Values.ToArray(), "output");
        Tape.Current.Backward(y, given);
        Tape.Current.Backward(y2, given);
        for (int i = 0; i < Neurons; i++) axonal.Delays.Gradient[i].ShouldBe(Enumerable.Range(0, 4).Sum(o => whole.Delays.Gradient[(o * Neurons) + i]), 1e-4f);

        var image = new DilatedConvolution2d(1, 1, 1, (5, 5), padding: 2, bias: false, seed: 4) { UsesNearest = true };
        (image.Position.Values[0], image.Position.Values[1]) = (-1.2f, 0.6f);
        (Shape size, float[] pixels) = FiniteDifferences.Random([1, 1, 1, 6, 6], 1);
        Tensor seen = image.Forward(Tensor.From(pixels, size));
        Tape.Current.Backward(seen, FiniteDifferences.Random(seen.Shape, 2).Numbers);
        image.Position.Gradient.ToArray().ShouldAllBe(g => g != 0);
        float[] before = seen.Values.ToArray();
        image.Round();
        image.Position.Values.ToArray().ShouldBe([-1f, 1f]);
        image.Forward(Tensor.From(pixels, size)).Values.ToArray().ShouldBe(before);
    }

    [Fact]
    public void Rounding_after_a_training_that_ended_with_whole_steps_changes_nothing()
    {
        var layer = new DelayedLinear(8, 12, 6, bias: false, seed: 1);
        var network = new Sequential(
            layer,
            new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5, Threshold = 0.3 }),
            new Learning.Layers.Linear(12, 3, bias: false, seed: 2),
            new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = "U" });
        var optimiser = new Adam(network.Parameters.Select(p => p.Parameter).Where(p => p != layer.Delays), 5e-3);
        optimiser.Add([layer.Delays], 0.5);
        var seen = new List<(bool Nearest, double Sigma)>();
        var trainer = new Trainer(network, optimiser, new MaximumCrossEntropy(), new TimeMajorInput())
        {
            Sigma = new ExponentialDecay(0.5).HeldFrom(3), NearestFrom = 6, Progress = new Watch(() => seen.Add((layer.UsesNearest, layer.Sigma))),
        };
        var motifs = new SpikeMotifs(60, classes: 3, neurons: 8, steps: 20, window: 7);
        trainer.Fit(motifs, null, new TrainingPlan { Epochs = 3, BatchSize = 15 });
        seen.Select(s => s.Nearest).ShouldBe(Enumerable.Range(0, 12).Select(i => i >= 6));
        seen.Select(s => s.Sigma / layer.InitialSigma).ShouldBe(Enumerable.Range(0, 12).Select(i => Math.Pow(0.5, Math.Min(i, 3))), 1e-6);
        float[] moving = layer.Delays.Values.ToArray();
        trainer.Fit(motifs, null, new TrainingPlan { Epochs = 4, BatchSize = 15 });
        layer.Delays.Values.ToArray().Zip(moving, (a, b) => MathF.Abs(a - b)).Max().ShouldBeGreaterThan(0.5f);
        Evaluation before = trainer.Evaluate(motifs);
        layer.Round();
        trainer.Evaluate(motifs).Loss.ShouldBe(before.Loss);
    }

    private sealed class Watch(Action onBatch) : ITrainingProgress
    {
        public void OnBatch(in BatchProgress batch) => onBatch();

        public void OnEpoch(EpochRecord epoch)
        {
        }
    }
}
