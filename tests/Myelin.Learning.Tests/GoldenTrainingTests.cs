using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Neurons;
using Myelin.Tests.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;
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
            foreach ((Parameter value, string tensor) in parameters) Fill(value, tensor + "_initial");
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
                    foreach ((Parameter parameter, string tensor) in parameters) Close(parameter.Gradient, tensor + "_grad_step0");
                }

                optimiser.Step();
                Tape.Current.Clear();
            }

            foreach ((Parameter parameter, string tensor) in parameters) Close(parameter.Values, tensor + "_final");
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

        private void Fill(Parameter parameter, string tensor)
        {
            double[] values = reference.Tensor(tensor);
            for (int i = 0; i < values.Length; i++) parameter.Values[i] = (float)values[i];
        }

        private void Close(ReadOnlySpan<float> ours, string tensor)
        {
            double[] theirs = reference.Tensor(tensor);
            for (int i = 0; i < theirs.Length; i++) ours[i].ShouldBe((float)theirs[i], (float)(Tolerance * Math.Max(1, Math.Abs(theirs[i]))), $"{tensor} {i}");
        }
    }
}
