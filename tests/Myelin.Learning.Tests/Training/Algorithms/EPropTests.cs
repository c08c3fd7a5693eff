using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Algorithms.Passes;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class EPropTests
{
    public static TheoryData<string> Models => new("leaky", "reset to zero", "synaptic", "adaptive", "delayed", "quadratic");

    // Without recurrence nothing is left out: the traces are exact for any model, with its reset.
    [Theory]
    [MemberData(nameof(Models))]
    public void Of_a_hidden_layer_without_recurrence_it_is_back_propagation_through_time(string kind)
    {
        Spiking neurons = kind switch
        {
            "leaky" => Batches.Neurons(),
            "reset to zero" => new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.8, Threshold = 0.4, Reset = ResetMode.Zero }),
            "synaptic" => new Spiking<FastSigmoid<Numbers.Five>>(new Synaptic { Alpha = 0.7, Beta = 0.8, Threshold = 0.8 }),
            "adaptive" => new Spiking<FastSigmoid<Numbers.Five>>(new Lsnn()),
            "delayed" => new Spiking<FastSigmoid<Numbers.Five>>(new LifExp(), Time.FromValue(1)),
            _ => new Spiking<FastSigmoid<Numbers.Five>>(new DiscreteQif()),
        };
        var model = new Sequential(new Linear(6, 8, seed: 3), neurons, new Linear(8, 3, seed: 4), new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = "U" });
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)), own = Batches.Gradients(new EProp(), model, () => Batches.Spikes(9, 6));
        string[] names = kind == "delayed" ? ["0.weight", "0.bias"] : ["0.weight", "0.bias", "2.bias"];
        own.ShouldAgree(expected, 3e-6, names);
    }

    [Fact]
    public void A_readout_of_two_variables_filters_as_it_does()
    {
        var model = new Sequential(new Linear(6, 8, seed: 3), Batches.Neurons(), new Linear(8, 3, seed: 4), new Spiking<FastSigmoid<Numbers.Five>>(new Synaptic { Alpha = 0.6, Beta = 0.9, Reset = ResetMode.None }) { Reads = "U" });
        Batches.Gradients(new EProp(), model, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)), 3e-6);
        var plain = new Sequential(new Linear(6, 8, seed: 3), Batches.Neurons(), new Linear(8, 3, seed: 4));
        Batches.Gradients(new EProp(), plain, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), plain, () => Batches.Spikes(9, 6)), 3e-6);
    }

    // Bellec's eqs. written out for a recurrent layer: each trace follows its own neuron only.
    [Fact]
    public void Traces_of_a_recurrent_layer_are_those_of_brute_force()
    {
        const int Steps = 7, Inputs = 6, Hidden = 5;
        const double Beta = 0.8, Threshold = 0.4;
        var layer = new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky { Beta = Beta, Threshold = Threshold }, Hidden, seed: 9);
        var model = new Sequential(new Linear(Inputs, Hidden, seed: 3), layer, new Linear(Hidden, 3, seed: 4));
        Dictionary<string, float[]> own = Batches.Gradients(new EProp(), model, () => Batches.Spikes(Steps, Inputs));
        float[] x = Batches.Spikes(Steps, Inputs).Values.ToArray(), w = Values("0.weight"), bias = Values("0.bias"), r = Values("1.recurrent_weight"), back = Values("1.recurrent_bias"), o = Values("2.weight"), c = Values("2.bias");
        int[] labels = Batches.Targets().Labels.ToArray();
        double[] dw = new double[w.Length], dr = new double[r.Length], db = new double[Hidden];
        for (int b = 0; b < Batches.Samples; b++)
        {
            double[] u = new double[Hidden], z = new double[Hidden], constant = new double[Hidden];
            double[,] fromInput = new double[Hidden, Inputs], fromNeuron = new double[Hidden, Hidden];
            for (int t = 0; t < Steps; t++)
            {
                double[] input = [.. Enumerable.Range(0, Inputs).Select(j => (double)x[(((t * Batches.Samples) + b) * Inputs) + j])], psi = new double[Hidden], before = [.. z];
                for (int i = 0; i < Hidden; i++)
                {
                    double drive = bias[i] + back[i] + Enumerable.Range(0, Inputs).Sum(j => w[(i * Inputs) + j] * input[j]) + Enumerable.Range(0, Hidden).Sum(j => r[(i * Hidden) + j] * before[j]);

                    // The reset of this model has no derivative.
                    const double leak = Beta;
                    u[i] = (Beta * u[i]) + drive - (u[i] > Threshold ? Threshold : 0);
                    psi[i] = Surrogate(u[i] - Threshold);
                    z[i] = u[i] > Threshold ? 1 : 0;
                    for (int j = 0; j < Inputs; j++) fromInput[i, j] = (leak * fromInput[i, j]) + input[j];
                    for (int j = 0; j < Hidden; j++) fromNeuron[i, j] = (leak * fromNeuron[i, j]) + before[j];
                    constant[i] = (leak * constant[i]) + 1;
                }

                double[] y = [.. Enumerable.Range(0, 3).Select(k => c[k] + Enumerable.Range(0, Hidden).Sum(i => o[(k * Hidden) + i] * z[i]))];
                double norm = y.Sum(Math.Exp);
                for (int i = 0; i < Hidden; i++)
                {
                    double told = psi[i] * Enumerable.Range(0, 3).Sum(k => o[(k * Hidden) + i] * ((Math.Exp(y[k]) / norm) - (k == labels[b] ? 1 : 0))) / (Steps * Batches.Samples);
                    for (int j = 0; j < Inputs; j++) dw[(i * Inputs) + j] += told * fromInput[i, j];
                    for (int j = 0; j < Hidden; j++) dr[(i * Hidden) + j] += told * fromNeuron[i, j];
                    db[i] += told * constant[i];
                }
            }
        }

        own.ShouldAgree(new() { ["0.weight"] = Single(dw), ["1.recurrent_weight"] = Single(dr), ["0.bias"] = Single(db), ["1.recurrent_bias"] = Single(db) });

        float[] Values(string name) => model.Parameters.Single(p => p.Name == name).Parameter.Values.ToArray();
        static float[] Single(double[] values) => [.. values.Select(v => (float)v)];
        static double Surrogate(double distance) => 1 / Math.Pow(1 + (5 * Math.Abs(distance)), 2);
    }

    [Fact]
    public void Random_feedback_reaches_all_hidden_layers()
    {
        var model = new Sequential(new Linear(6, 8, seed: 3), Batches.Neurons(), new Linear(8, 8, seed: 4), Batches.Neurons(), new Linear(8, 3, seed: 5));
        Dictionary<string, float[]> own = Batches.Gradients(new EProp(ErrorFeedback.Random), model, () => Batches.Spikes(9, 6));
        own.Values.ShouldAllBe(g => g.Any(v => v != 0));

        // Where the weights to the output are the random ones, it is the symmetric gradient.
        Sequential one = Batches.Network();
        new RandomFeedback(5).To(0, Batches.Classes, 8).CopyTo(((Linear)one[2]).Weight.Values);
        Batches.Gradients(new EProp(ErrorFeedback.Random, 5), one, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), one, () => Batches.Spikes(9, 6)), 3e-6);
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new EProp(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new EProp());

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason()
    {
        string? Of(params Module[] modules) => new EProp().Refusal(new Sequential(modules), new StepCrossEntropy());
        Of(new Convolution2d(1, 2, 3), Batches.Neurons()).ShouldBe("e-prop cannot train the layer '0': it has a trace for each synapse of a Linear layer in front of neurons, and none for a Convolution2d.");
        Of(Batches.Neurons()).ShouldBe("e-prop cannot train the layer '0': there is no Linear layer in front of the neurons.");
        Of(new BatchNorm(3), new Linear(3, 3), Batches.Neurons()).ShouldBe("e-prop cannot train the layer '0': it has no traces for the parameters of a BatchNorm.");
        Of(new Linear(3, 3), Batches.Neurons(), new Dropout(0.5f), new Linear(3, 3)).ShouldBe("e-prop cannot train through the layer '2': spikes go from neurons to the next Linear layer as they are.");
        Of(new Linear(3, 3), Batches.Neurons().Learn(nameof(Leaky.Beta))).ShouldBe("e-prop cannot train the layer '1': it has no traces for the neurons' own parameter Beta.");
        Of(new Linear(3, 3), new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3, allToAll: false)).ShouldBe("e-prop cannot train the layer '1': it has traces for recurrent weights from all to all, not from each neuron to itself.");
        Of(new Linear(3, 3), Batches.Neurons(), new Linear(3, 3), Batches.Neurons(), new Linear(3, 3)).ShouldBe("e-prop cannot train the layer '1': the weights of the read-out lead back to the last hidden layer only, and there are 2; use ErrorFeedback.Random.");
        Of(new Linear(3, 3), Batches.Neurons(), new Linear(3, 3), new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3)).ShouldBe("e-prop cannot train through the read-out '3': it is recurrent, so spikes do not reach the loss by one filter.");
        Of(new Linear(3, 3), Batches.Neurons(), new Linear(3, 3), new Spiking<FastSigmoid<Numbers.Five>>(new DiscreteQif())).ShouldBe("e-prop cannot train through the read-out '3': what a DiscreteQif neuron hands on is no linear filter of its input that starts at the same step.");
    }
}
