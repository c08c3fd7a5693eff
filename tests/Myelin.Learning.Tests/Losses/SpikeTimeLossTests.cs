using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Losses;

/// <summary>Losses that read times of spikes off membrane potentials: their gradient is that of differences, and they teach.</summary>
public sealed class SpikeTimeLossTests : IDisposable
{
    private const int Steps = 12, Batch = 3, Classes = 4;

    private static readonly int[] labels = [0, 3, 1];

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Loss> All => new()
    {
        ["tempotron"] = new Tempotron { Threshold = 1 },
        ["tempotron with a margin"] = new Tempotron { Threshold = 0.8, Margin = 0.3 },
        ["SpikeProp"] = new SpikeProp { Threshold = 1, Right = 3, Wrong = 8 },
        ["crossing cross-entropy"] = new CrossingCrossEntropy { Threshold = 1, Scale = 3 },
        ["crossing cross-entropy with an early term"] = new CrossingCrossEntropy { Threshold = 1, Scale = 3, Early = 0.1, EarlyScale = 9 },
    };

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_finite_differences(string name)
    {
        Loss loss = All[name];
        float[] x = Potentials();
        Tensor output = Tensor.From(x, [Steps, Batch, Classes], requiresGradient: true);
        Tape.Current.Backward(loss.Of(output, Targets.Of(labels)));
        float[] gradient = output.Gradient.ToArray();
        gradient.Count(g => g != 0).ShouldBeGreaterThan(Classes);
        for (int i = 0; i < x.Length; i++)
        {
            const float H = 1.0f / 256;
            double difference = (At(x, i, H) - At(x, i, -H)) / (2 * H);
            gradient[i].ShouldBe((float)difference, 2e-3f + (0.003f * Math.Abs(gradient[i])), $"{name}, element {i}");
        }

        double At(float[] numbers, int element, float by)
        {
            float[] moved = [.. numbers];
            moved[element] += by;
            return loss.Of(Tensor.From(moved, [Steps, Batch, Classes]), Targets.Of(labels)).Item;
        }
    }

    [Fact]
    public void A_crossing_lies_between_the_samples_beside_it()
    {
        // Neuron 0 rises from 0.5 to 1.5 in step 3; neuron 1 stays a quarter below; neuron 2 starts above.
        float[] u = [0, 0, 2, 0.25f, 0.75f, 0, 0.5f, 0.5f, 0, 1.5f, 0, 0, 0, 0, 3];
        Tensor times = CrossingTime.Of(Tensor.From(u, [5, 1, 3]), 1, pullsSilent: true);
        times.Values.ToArray().ShouldBe([3.5f, 5 * 1.25f, 0.5f], 1e-6f);
    }

    [Fact]
    public void A_silent_neuron_has_no_gradient_where_none_is_wanted()
    {
        Tensor output = Tensor.From([0.1f, 0.4f, 0.2f], [3, 1, 1], requiresGradient: true);
        Tape.Current.Backward(new SpikeProp { PullsSilent = false }.Of(output, Targets.Of([0])));
        output.Gradient.ToArray().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void The_first_to_cross_is_the_class()
    {
        float[] u = [0, 0, 0.6f, 0.5f, 1.2f, 1.1f];
        int[] classes = new int[1];
        new SpikeProp().Predict(Tensor.From(u, [3, 1, 2]), classes);
        classes.ShouldBe([0]);
        new CrossingCrossEntropy().Predict(Tensor.From([0, 0, 0.6f, 0.5f, 1.2f, 1.9f], [3, 1, 2]), classes);
        classes.ShouldBe([1]);
        new Tempotron().Predict(Tensor.From([0, 3, 0, 0, 2, 0], [3, 1, 2]), classes);
        classes.ShouldBe([1]);
    }

    [Fact]
    public void A_tempotron_tells_patterns_of_spike_times_apart()
    {
        // As in the source: random patterns in which every neuron spikes once, half of them of either class; one neuron a class.
        const int Inputs = 60, Patterns = 12, T = 50;
        var random = new Random(3);
        float[] x = new float[T * Patterns * Inputs];
        for (int p = 0; p < Patterns; p++)
        {
            for (int n = 0; n < Inputs; n++) x[(((random.Next(T) * Patterns) + p) * Inputs) + n] = 1;
        }

        int[] classes = [.. Enumerable.Range(0, Patterns).Select(p => p % 2)];
        var network = new Sequential(new Linear(Inputs, 2, bias: false, seed: 1), new Spiking<Arctangent<Two>>(new Synaptic { Alpha = 0.8, Beta = 0.95, Reset = ResetMode.None }) { Reads = "U" });
        Taught(network, new Tempotron(), x, [T, Patterns, Inputs], classes, new Bptt(), 0.01, 150).ShouldBe(Patterns);
    }

    [Fact]
    public void SpikeProp_learns_to_tell_patterns_by_the_first_spike()
    {
        const int Inputs = 40, Patterns = 6, T = 40;
        var random = new Random(4);
        float[] x = new float[T * Patterns * Inputs];
        for (int p = 0; p < Patterns; p++)
        {
            for (int n = 0; n < Inputs; n++) x[(((random.Next(T / 2) * Patterns) + p) * Inputs) + n] = 1;
        }

        int[] classes = [.. Enumerable.Range(0, Patterns).Select(p => p % 2)];
        var network = new Sequential(new Linear(Inputs, 2, bias: false, seed: 1), new Spiking<Arctangent<Two>>(new Synaptic { Alpha = 0.8, Beta = 0.95, Reset = ResetMode.None }) { Reads = "U" });
        foreach (ref float w in ((Linear)network[0]).Weight.Values) w += 0.03f;
        Taught(network, new SpikeProp { Right = 14, Wrong = 22 }, x, [T, Patterns, Inputs], classes, new Bptt(), 0.005, 250).ShouldBe(Patterns);
    }

    // Number of samples classified as they should be in the end.
    private static int Taught(Sequential network, Loss loss, float[] x, Shape shape, int[] classes, ILearningAlgorithm algorithm, double rate, int iterations)
    {
        var optimiser = new Adam(network.Parameters.Select(p => p.Parameter), rate);
        int correct = 0;
        algorithm.Refusal(network, loss).ShouldBeNull();
        for (int i = 0; i < iterations; i++)
        {
            Tape.Current.Clear();
            optimiser.ZeroGradient();
            correct = algorithm.Learn(new LearningStep(network, loss, Tensor.From(x, shape), Targets.Of(classes), 1, i)).Correct;
            optimiser.Step();
        }

        return correct;
    }

    // Smooth humps of different heights, some of which do not reach 1.
    private static float[] Potentials()
    {
        var random = new Random(2);
        float[] x = new float[Steps * Batch * Classes];
        for (int i = 0; i < Batch * Classes; i++)
        {
            double height = i % 5 == 0 ? 0.7 + (0.02 * i) : 1.2 + (0.17 * i), width = 2 + (i % 3), centre = 4.2 + random.Next(3);
            for (int t = 0; t < Steps; t++) x[(t * Batch * Classes) + i] = (float)(height * Math.Exp(-Math.Pow((t - centre) / width, 2)));
        }

        return x;
    }
}
