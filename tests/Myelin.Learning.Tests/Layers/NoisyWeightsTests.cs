using Myelin.Data.Generated;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Layers;

/// <summary>Noise on weights while training.</summary>
public sealed class NoisyWeightsTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Noise_is_a_part_of_the_largest_weight_and_other_in_every_sequence()
    {
        // One spike at a time reads the weights.
        const int N = 60;
        var linear = new Linear(N, N, bias: false, seed: 1);
        linear.Weight.Values[5] = -2;
        var noisy = new NoisyWeights(linear, 0.1, seed: 3);
        float[] first = Read(0), second = Read(1), again = Read(0);
        again.ShouldBe(first);
        second.ShouldNotBe(first);
        double deviation = Math.Sqrt(first.Average(d => d * d));
        deviation.ShouldBe(0.2, 0.01);
        first.Average().ShouldBe(0, 0.02f);
        Math.Abs(first.Zip(second, (a, b) => a * b).Average()).ShouldBeLessThan(0.004f);

        float[] Read(long sequence)
        {
            noisy.ResetState(sequence);
            float[] identity = new float[N * N];
            for (int i = 0; i < N; i++) identity[(i * N) + i] = 1;
            Tensor output = noisy.Forward(Tensor.From(identity, [1, N, N]));
            return [.. Enumerable.Range(0, N * N).Select(i => output.Values[i] - linear.Weight.Values[((i % N) * N) + (i / N)])];
        }
    }

    [Fact]
    public void Gradients_are_those_of_the_weights_without_noise()
    {
        float[] Gradient(Module layer, Linear weights)
        {
            Tape.Current.Clear();
            weights.Weight.ZeroGradient();
            Tensor input = Tensor.From([1, 2, -1, 0.5f], [1, 1, 4], requiresGradient: true);
            Tensor output = layer.Forward(input);
            Tape.Current.Backward(output, [1f, -2, 3]);
            return [.. weights.Weight.Gradient.ToArray(), .. input.Gradient.ToArray()];
        }

        var plain = new Linear(4, 3, seed: 5);
        var wrapped = new Linear(4, 3, seed: 5);
        Gradient(new NoisyWeights(wrapped, 0.5), wrapped).ShouldBe(Gradient(plain, plain));
        wrapped.Weight.Values.ToArray().ShouldBe(plain.Weight.Values.ToArray());
    }

    [Fact]
    public void Evaluation_and_networks_are_without_noise()
    {
        var linear = new Linear(4, 3, seed: 5);
        var model = new Sequential(new NoisyWeights(linear, 0.5), new Spiking<Arctangent<Two>>(new Leaky()));
        var stored = (Myelin.Connectivity.Dense)model.ToNetwork([4]).Projections[0].Rule;
        float[] weights = linear.Weight.Values.ToArray();
        for (int i = 0; i < 12; i++) stored.Weights[i].ShouldBe(weights[i], 1e-6);
        model.Evaluate();
        Tensor input = Tensor.From([1, 2, -1, 0.5f], [1, 1, 4]);
        model.Children[0].Forward(input).Values.ToArray().ShouldBe(linear.Forward(input).Values.ToArray());
    }

    [Fact]
    public void A_model_learns_through_noise()
    {
        var model = new Sequential(
            new NoisyWeights(new Linear(4, 60, seed: 1), 0.05, seed: 1), new Spiking<Arctangent<Two>>(new Leaky()),
            new NoisyWeights(new Linear(60, 3, seed: 2), 0.05, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        var trainer = new Trainer(model, new Adam(model.Parameters.Select(p => p.Parameter), 0.01), new StepCrossEntropy(), new RepeatedInput(8));
        trainer.Fit(new YinYang(600), null, new TrainingPlan { Epochs = 10, BatchSize = 50 });
        trainer.Evaluate(new YinYang(300, 9)).Accuracy.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentException>(() => new NoisyWeights(new Spiking<Arctangent<Two>>(new Leaky()), 0.1)).Message.ShouldStartWith("Noise is put on the weights of a layer that sums its input by them");
        Should.Throw<ArgumentException>(() => new NoisyWeights(new Linear(2, 2), -0.1)).Message.ShouldBe("The deviation of the noise on weights must be at least 0 and finite, got -0.1.");
    }
}
