using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Neurons;
using Myelin.Tests.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests;

/// <summary>Small networks trained for some steps beside the same in the training frameworks.</summary>
public sealed class GoldenTrainingTests
{
    private const string Section = "C_training";
    private const double Tolerance = 1e-3;

    public static TheoryData<string> Mlps => [.. ReferenceCase.Names(Section).Where(name => name.StartsWith("mlp", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Mlps))]
    public void Mlp_has_the_same_losses_gradients_and_weights(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenSurrogates.OfNeuron(reference, new Mlp(reference));
        Tape.Current.Clear();
    }

    [Fact]
    public void Convolutions_with_threshold_subtraction_average_pooling_and_momentum_agree() => Convolve(
        "conv_if_lif_mse_sgd_momentum_avgpool",
        new Spiking<Sigmoid<Four>>(new If { Reset = ResetMode.Subtract, DetachReset = true }),
        new AvgPool2d(2),
        new Spiking<Arctangent<Two>>(new Lif { Tau = 2, DetachReset = true }),
        new Spiking<Sigmoid<Four>>(new If { Reset = ResetMode.Subtract, DetachReset = true }),
        new CountMeanSquare { Rates = true },
        parameters => new Sgd(parameters, 0.1, momentum: 0.9));

    [Fact]
    public void Convolutions_with_cross_entropy_of_rates_agree() => Convolve(
        "conv_lif_if_ce_adam",
        new Spiking<Arctangent<Two>>(new Lif { Tau = 2, DetachReset = true }),
        new MaxPool2d(2),
        new Spiking<Sigmoid<Four>>(new If { Reset = ResetMode.Subtract, DetachReset = true }),
        new Spiking<Arctangent<Two>>(new Lif { Tau = 2, DetachReset = true }),
        new CountCrossEntropy { Rates = true },
        parameters => new Adam(parameters, 0.01));

    [Fact]
    public void Convolutions_with_learnt_time_constants_agree() => Convolve(
        "conv_plif_mse_adam",
        new Spiking<Arctangent<Two>>(new ParametricLif()).Learn("W"),
        new MaxPool2d(2),
        new Spiking<Arctangent<Two>>(new Lif { Tau = 2, DetachReset = true }),
        new Spiking<Arctangent<Two>>(new ParametricLif()).Learn("W"),
        new CountMeanSquare { Rates = true },
        parameters => new Adam(parameters, 0.02));

    private static void Convolve(string name, Spiking first, Module pool, Spiking second, Spiking last, Loss loss, Func<IEnumerable<Parameter>, Optimiser> optimise)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        int[] w0 = reference.Shape("p0_weight_initial"), w4 = reference.Shape("p4_weight_initial"), w7 = reference.Shape("p7_weight_initial");
        var norm = new BatchNorm(w0[0]);
        var model = new Sequential(
            new Convolution2d(w0[1], w0[0], 3, padding: 1, bias: false), norm, first, pool, new Convolution2d(w4[1], w4[0], 3, stride: 2, padding: 1), second, new Flatten(), new Linear(w7[1], w7[0]), last);
        (Parameter Value, string Tensor)[] parameters = [.. model.Parameters.Select(p => (p.Parameter, "p" + p.Name.Replace('.', '_').Replace("_W", "_w", StringComparison.Ordinal)))];
        foreach ((Parameter value, string tensor) in parameters) Fill(reference, value, tensor + "_initial");
        Optimiser optimiser = optimise(parameters.Select(p => p.Value));
        Targets targets = Targets.Of([.. reference.Tensor("target").Select(v => (int)v)]);
        double[] losses = reference.Tensor("loss_per_step");
        for (int step = 0; step < losses.Length; step++)
        {
            Tensor x = Tensor.From([.. reference.Tensor("input").Select(v => (float)v)], Shape.Create(reference.Shape("input")));
            Tensor value = loss.Of(model.Forward(x), targets);
            value.Item.ShouldBe((float)losses[step], (float)(Tolerance * Math.Max(1, Math.Abs(losses[step]))), $"loss {step}");
            optimiser.ZeroGradient();
            Tape.Current.Backward(value);
            if (step == 0)
            {
                foreach ((Parameter parameter, string tensor) in parameters) Near(reference, parameter.Gradient, tensor + "_grad_step0");
            }

            optimiser.Step();
            Tape.Current.Clear();
        }

        foreach ((Parameter parameter, string tensor) in parameters) Near(reference, parameter.Values, tensor + "_final");
        Near(reference, norm.RunningMean, "p1_running_mean_final");
        Near(reference, norm.RunningVariance, "p1_running_var_final");
    }

    private static void Fill(ReferenceCase reference, Parameter parameter, string tensor)
    {
        double[] values = reference.Tensor(tensor);
        for (int i = 0; i < values.Length; i++) parameter.Values[i] = (float)values[i];
    }

    private static void Near(ReferenceCase reference, ReadOnlySpan<float> ours, string tensor)
    {
        double[] theirs = reference.Tensor(tensor);
        ours.Length.ShouldBe(theirs.Length, tensor);
        for (int i = 0; i < theirs.Length; i++) ours[i].ShouldBe((float)theirs[i], (float)(Tolerance * Math.Max(1, Math.Abs(theirs[i]))), $"{tensor} {i}");
    }

    private sealed class Mlp(ReferenceCase reference) : GoldenSurrogates.IVisitor<int>
    {
        public int Visit<TSurrogate>()
            where TSurrogate : struct, ISurrogate
        {
            ReferenceNumbers p = reference.Parameters;
            int[] first = reference.Shape("fc1_weight_initial"), second = reference.Shape("fc2_weight_initial");
            Linear fc1 = new(first[1], first[0]), fc2 = new(second[1], second[0]);
            bool membrane = reference.Name.Contains("membrane", StringComparison.Ordinal);
            Spiking hidden = new Spiking<TSurrogate>(Neuron(p, 0)), output = new Spiking<TSurrogate>(Neuron(p, 1)) { Reads = membrane ? "U" : null };
            var model = new Sequential(fc1, hidden, fc2, output);
            (Parameter Value, string Tensor)[] parameters = [(fc1.Weight, "fc1_weight"), (fc1.Bias!, "fc1_bias"), (fc2.Weight, "fc2_weight"), (fc2.Bias!, "fc2_bias")];
            foreach ((Parameter value, string tensor) in parameters) Fill(reference, value, tensor + "_initial");
            Loss loss = LossOf(reference.Name);
            Optimiser optimiser = OptimiserOf(parameters.Select(q => q.Value));
            Targets targets = Targets.Of([.. reference.Tensor("target").Select(v => (int)v)]);
            double[] losses = reference.Tensor("loss_per_step");
            for (int step = 0; step < losses.Length; step++)
            {
                Tensor x = Tensor.From([.. reference.Tensor("input").Select(v => (float)v)], Shape.Create(reference.Shape("input")));
                Tensor value = loss.Of(model.Forward(x), targets);
                value.Item.ShouldBe((float)losses[step], (float)(Tolerance * Math.Max(1, Math.Abs(losses[step]))), $"loss {step}");
                optimiser.ZeroGradient();
                Tape.Current.Backward(value);
                if (step == 0)
                {
                    Counts(hidden.Spikes, "hidden_spike_counts_step0");
                    Counts(output.Spikes, "output_spike_counts_step0");
                    foreach ((Parameter parameter, string tensor) in parameters) Near(reference, parameter.Gradient, tensor + "_grad_step0");
                }

                optimiser.Step();
                Tape.Current.Clear();
            }

            foreach ((Parameter parameter, string tensor) in parameters) Near(reference, parameter.Values, tensor + "_final");
            return 0;
        }

        private static Leaky Neuron(ReferenceNumbers p, int layer) => new()
        {
            Beta = p.Each("beta", layer),
            Threshold = p["threshold"],
            Reset = p.Word("reset_mechanism") == "zero" ? ResetMode.Zero : ResetMode.Subtract,
        };

        private static Loss LossOf(string name) => name switch
        {
            _ when name.Contains("ce_rate", StringComparison.Ordinal) => new StepCrossEntropy(),
            _ when name.Contains("ce_max", StringComparison.Ordinal) => new MaximumCrossEntropy(),
            _ when name.Contains("mse_count", StringComparison.Ordinal) => new CountMeanSquare { Right = 0.8, Wrong = 0.2 },
            _ => new CountCrossEntropy(),
        };

        private Optimiser OptimiserOf(IEnumerable<Parameter> parameters) => reference.Text("optimiser", "name") switch
        {
            "SGD" => new Sgd(parameters, 0.01, momentum: 0.9),
            "AdamW" => new AdamW(parameters, 0.02, weightDecay: 0.1),
            _ => new Adam(parameters, double.Parse(reference.Text("optimiser", "lr"), System.Globalization.CultureInfo.InvariantCulture)),
        };

        private void Counts(Tensor spikes, string tensor)
        {
            double[] theirs = reference.Tensor(tensor);
            float[] ours = new float[theirs.Length];
            for (int i = 0; i < spikes.Values.Length; i++) ours[i % ours.Length] += spikes.Values[i];
            ours.ShouldBe(theirs.Select(v => (float)v), tensor);
        }
    }
}
