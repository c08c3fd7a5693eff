using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Training.Algorithms;

/// <summary>Gradients of spike times against closed forms and against differences of a network in continuous time.</summary>
public sealed class EventPropTests : IDisposable
{
    private const double TauM = 20, TauS = 5;

    // u' = (-u + i) / TauM in mV and pA.
    private static readonly LifExp neuron = new()
    {
        TauM = TauM * ms, TauSynE = TauS * ms, TauSynI = TauS * ms, Capacitance = TauM * pF, Rest = 0 * mV, Reset = 0 * mV, Threshold = 1 * mV, Refractory = 0 * ms,
    };

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [InlineData(7.0)]
    [InlineData(9.0)]
    [InlineData(20.0)]
    public void A_single_spike_has_the_derivative_of_its_closed_form(double w)
    {
        // w TauS / (TauM - TauS) (exp(-x / TauM) - exp(-x / TauS)) = 1 on the rising side.
        static double Kernel(double x) => TauS / (TauM - TauS) * (Math.Exp(-x / TauM) - Math.Exp(-x / TauS));
        double low = 0, high = TauM * TauS / (TauM - TauS) * Math.Log(TauM / TauS);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (w * Kernel(middle) >= 1) high = middle;
            else low = middle;
        }

        const double H = 1e-6;
        double expected = -Kernel(high) / (w * (Kernel(high + H) - Kernel(high - H)) / (2 * H));
        double dt = 0.01;
        var network = new Sequential(Weights(new double[,] { { w } }), Layer(dt));
        var times = Gradients(network, [(1, 0)], 1, (int)(high / dt) + 200, dt, t => 1, firstOnly: true);
        times.Spikes[0].Time.ShouldBe(1 + high, 0.02);
        times.Gradients[0][0].ShouldBe((float)expected, (float)(0.01 * Math.Abs(expected)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Many_spikes_and_layers_have_the_differences_of_continuous_time(int seed)
    {
        (double[,] first, double[,] second, List<(double, int)> input) = Random(seed);
        var exact = new ExactNetwork(TauM, TauS, End);
        (double[] expectedFirst, double[] expectedSecond) = (Differences(exact, input, first, [first, second]), Differences(exact, input, second, [first, second]));
        double coarse = Error(0.02), fine = Error(0.0025);
        fine.ShouldBeLessThan(0.03);

        // Of the order of a step.
        fine.ShouldBeLessThan(coarse / 3);

        double Error(double dt)
        {
            var network = new Sequential(Weights(first), Layer(dt), Weights(second), Layer(dt));
            (List<(double, int)> spikes, float[][] gradients) = Gradients(network, input, first.GetLength(1), (int)Math.Round(End / dt), dt, Slope);
            spikes.Count.ShouldBe(exact.Run(input, first, second).Count);
            double distance = 0, length = 0;
            foreach ((double expected, float found) in expectedFirst.Zip(gradients[0]).Concat(expectedSecond.Zip(gradients[1])))
            {
                distance += (expected - found) * (expected - found);
                length += expected * expected;
            }

            return Math.Sqrt(distance / length);
        }
    }

    [Fact]
    public void The_surrogate_is_back_afterwards()
    {
        var network = new Sequential(Weights(new double[,] { { 9 } }), Layer(0.1), Weights(new double[,] { { 3 } }), ReadOut(0.1));
        float[] before = WithBptt(), with = Learn(new EventProp()), after = WithBptt();
        after.ShouldBe(before);
        with.ShouldNotBe(before);

        float[] WithBptt() => Learn(new Bptt());

        float[] Learn(ILearningAlgorithm algorithm)
        {
            Tape.Current.Clear();
            foreach ((_, Parameter parameter) in network.Parameters) parameter.ZeroGradient();
            float[] input = new float[400];
            input[10] = 1;
            algorithm.Learn(new LearningStep(network, new SpikeProp { Threshold = 0.2, Right = 60 }, Tensor.From(input, [400, 1, 1]), Targets.Of([0]), 1, 0));
            return [.. network.Parameters.SelectMany(p => p.Parameter.Gradient.ToArray())];
        }
    }

    [Fact]
    public void A_loss_on_the_membrane_of_the_last_layer_has_its_differences_in_both_layers()
    {
        const double Dt = 0.01;
        double[,] hidden = { { 5.0, 1.5 }, { 2.0, 4.0 }, { 3.5, 3.5 } }, output = { { 0.9, 0.7, 0.8 } };
        List<(double, int)> input = [(1, 0), (2.5, 1), (9, 0)];
        var network = new Sequential(Weights(hidden), Layer(Dt), Weights(output), ReadOut(Dt));
        int steps = 4000;
        var loss = new SpikeProp { Threshold = 0.3, Right = 300 };
        double Value(double[,] h, double[,] o)
        {
            // The read-out crosses once; its time from the first spike of a neuron that has its threshold.
            double[,] scaled = (double[,])o.Clone();
            for (int i = 0; i < scaled.Length; i++) scaled[0, i] /= 0.3;
            double time = new ExactNetwork(TauM, TauS, steps * Dt).Run(input, h, scaled)[0].Time / Dt;
            return 0.5 * (time - 300) * (time - 300);
        }

        double[] expected = [.. Central(hidden, h => Value(h, output)), .. Central(output, o => Value(hidden, o))];
        Tape.Current.Clear();
        new EventProp().Learn(new LearningStep(network, loss, Spikes(input, 2, steps, Dt), Targets.Of([0]), 1, 0));
        float[] found = [.. network.Parameters.SelectMany(p => p.Parameter.Gradient.ToArray())];
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++) ((double)found[i]).ShouldBe(expected[i], 0.02 * scale, $"weight {i}");
    }

    [Theory]
    [InlineData(nameof(Leaky), "counts in steps, so its membrane has no rate of change at which it crosses its threshold")]
    [InlineData(nameof(LifDelta), "has no current that outlasts a spike: its membrane jumps with what arrives at ")]
    [InlineData(nameof(NirLif), "has no current that outlasts a spike: its membrane jumps with what arrives at ")]
    [InlineData(nameof(LifExp), "holds its membrane after a spike, and the end of that time has no gradient; its refractory period must be 0")]
    [InlineData(nameof(EscapeRate), "draws random numbers")]
    [InlineData(nameof(NirCubaLi), "has no threshold")]
    public void A_model_without_meaning_is_refused_by_layer_and_reason(string name, string reason)
    {
        var network = new Sequential(new Linear(2, 3), new Spiking<Arctangent<Two>>(NeuronCatalogue.BuiltIn.Find(name), 0.1 * ms), new Linear(3, 1), ReadOut(0.1));
        new EventProp().Refusal(network, new SpikeProp()).ShouldNotBeNull().ShouldStartWith($"EventProp cannot train 1 ({name}): {name} {reason}");
    }

    [Fact]
    public void Models_with_currents_are_taken()
    {
        INeuronModel[] models = [neuron, new NirCubaLif { TauSyn = 5 * ms, TauMem = 20 * ms }, new LifAlpha { Refractory = 0 * ms }, new LifCondExp { Refractory = 0 * ms }];
        foreach (INeuronModel model in models) EventRule.Instance.Refusal(model, 0.1 * ms).ShouldBeNull(model.Info.Name);
    }

    [Fact]
    public void What_it_cannot_train_is_said()
    {
        var recurrent = new Sequential(new Linear(2, 3), new Recurrent<Arctangent<Two>>(neuron, 3));
        new EventProp().Refusal(recurrent, new SpikeProp()).ShouldBe("EventProp cannot train 1 (LifExp): a layer whose spikes come back to it runs a step at a time, and a spike's time needs two.");
        var learnt = new Sequential(new Linear(2, 3), Layer(0.1).Learn(nameof(LifExp.Threshold)));
        new EventProp().Refusal(learnt, new SpikeProp()).ShouldBe("EventProp cannot train 1 (LifExp): it learns weights, and this layer learns Threshold of its neurons.");
        new EventProp().Refusal(new Sequential(Layer(0.1)), new FirstSpikeCrossEntropy()).ShouldStartWith("EventProp moves spikes, and FirstSpikeCrossEntropy sees the first spike only");
    }

    private const double End = 40;

    private static Spiking Layer(double dt) => new Spiking<Arctangent<Two>>(neuron, dt * ms);

    private static Spiking ReadOut(double dt) => new Spiking<Arctangent<Two>>(neuron with { Threshold = 1e9 * mV }, dt * ms) { Reads = "U" };

    private static double Slope(double time) => Math.Sin(time / 7) + 0.5;

    private static double Integral(double time) => (-7 * Math.Cos(time / 7)) + (0.5 * time);

    private static Linear Weights(double[,] weights)
    {
        var layer = new Linear(weights.GetLength(1), weights.GetLength(0), bias: false);
        for (int i = 0; i < weights.Length; i++) layer.Weight.Values[i] = (float)weights[i / weights.GetLength(1), i % weights.GetLength(1)];
        return layer;
    }

    private static (double[,] First, double[,] Second, List<(double Time, int Neuron)> Input) Random(int seed)
    {
        var random = new Random(seed);
        double[,] first = new double[5, 4], second = new double[3, 5];
        for (int i = 0; i < first.Length; i++) first[i / 4, i % 4] = (4 * random.NextDouble()) - 0.5;
        for (int i = 0; i < second.Length; i++) second[i / 5, i % 5] = (3 * random.NextDouble()) - 0.5;

        // On a grid that all steps share.
        List<(double, int)> input = [.. Enumerable.Range(0, 16).Select(i => (Time: 0.4 * random.Next(1, 70), Neuron: i % 4)).OrderBy(s => s.Time)];
        return (first, second, input);
    }

    private static double[] Differences(ExactNetwork exact, List<(double Time, int Neuron)> input, double[,] changed, double[][,] layers)
    {
        int spikes = exact.Run(input, layers).Count;
        return Central(changed, w =>
        {
            double[][,] moved = [.. layers.Select(l => ReferenceEquals(l, changed) ? w : l)];
            List<(double Time, int Neuron)> output = exact.Run(input, moved);
            output.Count.ShouldBe(spikes);
            return output.Sum(s => Integral(s.Time));
        });
    }

    private static double[] Central(double[,] weights, Func<double[,], double> loss)
    {
        const double H = 1e-6;
        int columns = weights.GetLength(1);
        return [.. Enumerable.Range(0, weights.Length).Select(i =>
        {
            double[,] up = (double[,])weights.Clone(), down = (double[,])weights.Clone();
            up[i / columns, i % columns] += H;
            down[i / columns, i % columns] -= H;
            return (loss(up) - loss(down)) / (2 * H);
        })];
    }

    private static Tensor Spikes(List<(double Time, int Neuron)> input, int inputs, int steps, double dt)
    {
        Tensor x = Tensor.Zeros([steps, 1, inputs]);
        foreach ((double time, int source) in input) x.Values[(((int)Math.Round(time / dt) - 1) * inputs) + source] = 1;
        return x;
    }

    // The gradient of the sum over output spikes of a function of their times, given its derivative.
    private static (List<(double Time, int Neuron)> Spikes, float[][] Gradients) Gradients(
        Sequential network, List<(double Time, int Neuron)> input, int inputs, int steps, double dt, Func<double, double> slope, bool firstOnly = false)
    {
        Tape.Current.Clear();
        foreach (Spiking layer in network.All.OfType<Spiking>()) layer.DifferentiateBy(EventRule.Instance);
        network.ResetState();
        Tensor output = network.Forward(Spikes(input, inputs, steps, dt));
        int width = output.Shape[2];
        var spikes = new List<(double Time, int Neuron)>();
        float[] gradient = new float[output.Shape.Count];
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int n = 0; n < width; n++)
            {
                if (output.Values[(t * width) + n] != 0 && !(firstOnly && spikes.Count > 0)) spikes.Add(((t + 1) * dt, n));
                gradient[(t * width) + n] = (float)sum;
            }

            sum += slope((t + 1) * dt) * dt;
        }

        Tape.Current.Backward(output, gradient);
        return (spikes, [.. network.Parameters.Select(p => p.Parameter.Gradient.ToArray())]);
    }
}
