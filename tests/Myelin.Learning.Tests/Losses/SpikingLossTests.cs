using Myelin.Learning.Losses;
using Myelin.Learning.Losses.Regularisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Tests.Losses;

public sealed class SpikingLossTests : IDisposable
{
    private const int Steps = 7, Batch = 4, Classes = 3;

    private static readonly int[] labels = [0, 2, 1, 1];
    private static readonly int[] lengths = [7, 3, 5, 1];

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Loss> All => new()
    {
        ["step cross-entropy"] = new StepCrossEntropy(),
        ["count cross-entropy"] = new CountCrossEntropy(),
        ["rate cross-entropy"] = new CountCrossEntropy { Rates = true },
        ["maximum cross-entropy"] = new MaximumCrossEntropy(),
        ["count mean square"] = new CountMeanSquare { Right = 0.8, Wrong = 0.2 },
        ["rate mean square"] = new CountMeanSquare { Rates = true },
        ["step mean square"] = new StepMeanSquare(),
    };

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_finite_differences(string name)
    {
        Loss loss = All[name];
        foreach (Targets targets in new[] { Targets.Of(labels), Targets.Of(labels).WithLengths(lengths) })
        {
            float[] x = Numbers();
            Tensor output = Tensor.From(x, [Steps, Batch, Classes], requiresGradient: true);
            Tape.Current.Backward(loss.Of(output, targets));
            for (int i = 0; i < x.Length; i++)
            {
                const float H = 1.0f / 64;
                double difference = (At(loss, targets, x, i, H) - At(loss, targets, x, i, -H)) / (2 * H);
                output.Gradient[i].ShouldBe((float)difference, 2e-4f, $"{name}, element {i}");
            }

            Tape.Current.Clear();
        }
    }

    [Fact]
    public void Steps_beyond_a_sample_s_length_do_not_count()
    {
        float[] x = Numbers(), changed = [.. x];
        for (int t = 0; t < Steps; t++)
        {
            for (int b = 0; b < Batch; b++)
            {
                if (t >= lengths[b]) changed.AsSpan(((t * Batch) + b) * Classes, Classes).Fill(50);
            }
        }

        Targets targets = Targets.Of(labels).WithLengths(lengths);
        foreach ((string name, Loss loss) in All.Where(l => l.Key != "step mean square"))
        {
            float plain = loss.Of(Tensor.From(x, [Steps, Batch, Classes]), targets).Item;
            loss.Of(Tensor.From(changed, [Steps, Batch, Classes]), targets).Item.ShouldBe(plain, name);
        }
    }

    [Fact]
    public void Time_to_the_first_spike_has_the_derivative_of_the_silent_steps()
    {
        var random = new Random(4);
        float[] s = [.. Enumerable.Range(0, Steps * Batch * Classes).Select(_ => random.NextDouble() < 0.25 ? 1f : 0f)];
        Tensor spikes = Tensor.From(s, [Steps, Batch, Classes], requiresGradient: true);
        Tensor times = FirstSpikeTime.Of(spikes);
        float[] weights = LinearTests.Numbers(random, Batch * Classes, 1);
        Tape.Current.Backward(times, weights);
        for (int n = 0; n < Batch * Classes; n++)
        {
            times.Values[n].ShouldBe((float)Silent(s, n, -1, 0), $"neuron {n}");
            for (int t = 0; t < Steps; t++)
                spikes.Gradient[(t * Batch * Classes) + n].ShouldBe((float)(weights[n] * (Silent(s, n, t, 0.5) - Silent(s, n, t, -0.5))), 1e-5f, $"neuron {n}, step {t}");
        }

        // The sum of products that the time is; linear in every spike.
        static double Silent(float[] s, int neuron, int changed, double by)
        {
            double sum = 0, product = 1;
            for (int t = 0; t < Steps; t++)
            {
                product *= 1 - (s[(t * Batch * Classes) + neuron] + (t == changed ? by : 0));
                sum += product;
            }

            return sum;
        }
    }

    [Fact]
    public void The_class_that_spikes_first_is_told()
    {
        float[] s = new float[Steps * 2 * Classes];
        s[(3 * 2 * Classes) + 1] = 1;
        s[(5 * 2 * Classes) + 0] = 1;
        s[(1 * 2 * Classes) + Classes + 2] = 1;
        int[] classes = new int[2];
        new FirstSpikeCrossEntropy().Predict(Tensor.From(s, [Steps, 2, Classes]), classes);
        classes.ShouldBe([1, 2]);
        new SpikeTimeMeanSquare { Right = 3, Wrong = 7 }.Of(Tensor.From(s, [Steps, 2, Classes]), Targets.Of([1, 2])).Item.ShouldBe(((2 * 2) + (2 * 2)) / 6f, 1e-5f);
    }

    [Fact]
    public void Regularisers_are_what_their_formulas_say()
    {
        float[] s = [1, 0, 0, 1, 1, 1, 0, 0];
        Tensor spikes = Tensor.From(s, [4, 1, 2], requiresGradient: true);
        new Sparsity().Of(spikes).Item.ShouldBe(0.5f);
        new TargetRate(0.25).Of(spikes).Item.ShouldBe(0.0625f);
        new TotalVariation().Of(spikes).Item.ShouldBe(5f / 6, 1e-6f);
        Tape.Current.Backward(new TotalVariation().Of(spikes));
        spikes.Gradient.ToArray().ShouldBe([1f / 6, -1f / 6, -2f / 6, 1f / 6, 2f / 6, 1f / 6, -1f / 6, -1f / 6], 1e-6f);
    }

    [Fact]
    public void Targets_that_do_not_fit_are_named()
    {
        Tensor output = Tensor.Zeros([Steps, Batch, Classes]);
        Should.Throw<ArgumentException>(() => new StepCrossEntropy().Of(output, Targets.Of([0, 1, 2, 3]))).Message.ShouldBe("The label 3 is no class of the output [7, 4, 3], which has 3: 0 to 2.");
        Should.Throw<ArgumentException>(() => new StepCrossEntropy().Of(output, Targets.Of([0, 1]))).Message.ShouldBe("The output [7, 4, 3] has 4 samples, the targets have 2.");
        Should.Throw<ArgumentException>(() => Targets.Of(labels).WithLengths([1])).Message.ShouldBe("There are targets of 4 samples and lengths of 1.");
    }

    private static double At(Loss loss, Targets targets, float[] x, int element, float by)
    {
        float[] moved = [.. x];
        moved[element] += by;
        return loss.Of(Tensor.From(moved, [Steps, Batch, Classes]), targets).Item;
    }

    // Far enough apart that no maximum changes hands within a difference.
    private static float[] Numbers()
    {
        var random = new Random(2);
        int[] order = [.. Enumerable.Range(0, Steps * Batch * Classes).OrderBy(_ => random.Next())];
        return [.. order.Select(o => (o / 16f) - 2)];
    }
}
