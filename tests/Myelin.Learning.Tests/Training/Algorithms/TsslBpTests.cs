using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Training.Algorithms;

/// <summary>TSSL-BP of a layer against the sums that its definition says, written out for one neuron.</summary>
public sealed class TsslBpTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [InlineData(ResetMode.Subtract)]
    [InlineData(ResetMode.Zero)]
    public void Gradient_is_that_of_the_sums_over_spikes(ResetMode reset)
    {
        const int T = 30;
        const double Beta = 0.875, Threshold = 1, Bound = 10;
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, T).Select(_ => (float)random.NextDouble())], g = [.. Enumerable.Range(0, T).Select(_ => (float)random.NextDouble() - 0.5f)];
        var layer = new Spiking<Arctangent<Two>>(new Leaky { Beta = Beta, Threshold = Threshold, Reset = reset, ResetTiming = ResetTiming.SameStep });
        layer.DifferentiateBy(new SequenceRule(Bound, 0));
        Tensor input = Tensor.From(x, [T, 1, 1], requiresGradient: true);
        Tensor spikes = layer.Forward(input);
        Tape.Current.Backward(spikes, g);

        // u is the membrane before the reset, a the gradient of the membrane behind it.
        double[] u = new double[T], behind = new double[T], expected = new double[T], a = new double[T + 2];
        bool[] fires = new bool[T];
        for (int t = 0; t < T; t++)
        {
            u[t] = (Beta * (t == 0 ? 0 : behind[t - 1])) + x[t];
            fires[t] = u[t] > Threshold;
            behind[t] = !fires[t] ? u[t] : reset == ResetMode.Zero ? 0 : u[t] - Threshold;
            fires[t].ShouldBe(spikes.Values[t] != 0);
        }

        fires.Count(f => f).ShouldBeGreaterThan(5);
        for (int t = T - 1; t >= 0; t--)
        {
            double through = a[t + 1] * (fires[t] && reset == ResetMode.Zero ? 0 : 1);
            if (fires[t])
            {
                double rise = u[t] - (t == 0 ? 0 : behind[t - 1]), taken = reset == ResetMode.Zero ? -u[t] : -Threshold;
                double inter = (t + 1 < T ? g[t + 1] : 0) - g[t], intra = taken * (a[t + 2] - a[t + 1]);
                through += -Math.Min(Bound, 1 / Math.Max(rise, 1 / Bound)) * (inter + intra);
            }

            expected[t] = through;
            a[t] = Beta * through;
        }

        for (int t = 0; t < T; t++) ((double)input.Gradient[t]).ShouldBe(expected[t], 1e-4, $"step {t}");
    }

    [Fact]
    public void A_layer_that_hardly_spikes_is_differentiated_by_its_surrogate()
    {
        float[] x = [.. Enumerable.Repeat(0.05f, 20)];
        Gradient(0.1).ShouldBe(Gradient(null));
        Gradient(0).ShouldBe(new float[20]);

        float[] Gradient(double? warmUp)
        {
            var layer = new Spiking<Arctangent<Two>>(new Leaky());
            if (warmUp is { } fraction) layer.DifferentiateBy(new SequenceRule(10, fraction));
            Tensor input = Tensor.From(x, [20, 1, 1], requiresGradient: true);
            Tape.Current.BackwardSum(layer.Forward(input));
            return input.Gradient.ToArray();
        }
    }

    [Theory]
    [InlineData(nameof(Leaky))]
    [InlineData(nameof(Synaptic))]
    [InlineData(nameof(Lif))]
    [InlineData(nameof(If))]
    [InlineData(nameof(LifExp))]
    [InlineData(nameof(ParametricLif))]
    public void The_membrane_of_a_model_is_found(string name)
    {
        INeuronModel model = NeuronCatalogue.BuiltIn.Find(name);
        int membrane = MembraneProbe.Of(model, Time.FromValue(1)).Membrane;
        membrane.ShouldBeGreaterThanOrEqualTo(0);
        model.Info.States[membrane].Name.ShouldBe("U");
    }

    [Fact]
    public void What_has_no_threshold_is_refused()
    {
        var network = new Sequential(new Linear(2, 3), new Spiking<Arctangent<Two>>(new EscapeRate()), new Linear(3, 1));
        new TsslBp().Refusal(network, new StepCrossEntropy()).ShouldBe("TSSL-BP cannot train 1 (EscapeRate): EscapeRate draws random numbers, so its spikes have no time that depends on the weights.");
        Should.Throw<ArgumentOutOfRangeException>(() => new TsslBp(warmUp: 1.5)).Message.ShouldStartWith("The warm-up of TSSL-BP is a fraction of outputs, 0 to 1, got 1.5.");
        Should.Throw<ArgumentOutOfRangeException>(() => new TsslBp(bound: 0));
    }
}
