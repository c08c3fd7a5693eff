using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Tests.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests;

/// <summary>Layers of neurons against the training frameworks: states, spikes, and the gradients of a loss with respect to inputs and parameters.</summary>
public sealed class GoldenScanTests
{
    private const string Section = "B_discrete_neurons";

    // The frameworks' own single precision comes no closer to their double precision; Norse's step is a difference of nearly equal numbers.
    private const double Tolerance = 1e-4;
    private const double NorseTolerance = 1e-3;

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void States_spikes_and_gradients_agree(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenSurrogates.OfNeuron(reference, new Comparison(reference, GoldenLayers.Of(reference)));
        Tape.Current.Clear();
    }

    private sealed class Comparison(ReferenceCase reference, GoldenLayer golden) : GoldenSurrogates.IVisitor<double>
    {
        private readonly double tolerance = Math.Max(golden.FloatTolerance, reference.Name.StartsWith("norse", StringComparison.Ordinal) ? NorseTolerance : Tolerance);

        public double Visit<TSurrogate>()
            where TSurrogate : struct, ISurrogate
        {
            int[] shape = reference.Shape("input");
            int neurons = shape[^1];
            if (reference.Has("spk")) neurons = reference.Shape("spk")[^1];
            Tensor x = Tensor.From([.. reference.Tensor("input").Select(v => (float)v)], Shape.Create(shape), requiresGradient: true);
            INeuronModel model = golden.Build(reference.Parameters, 0);
            Parameter? weightIn = null;
            Spiking layer;
            Parameter? recurrent = null, bias = null;
            Tensor current = x;
            if (reference.Has("W_rec") || reference.Has("recurrent_weight") || reference.Has("grad_V"))
            {
                if (reference.Has("W_in"))
                {
                    var linear = new Linear(shape[2], neurons, bias: false);
                    Fill(linear.Weight, "W_in");
                    weightIn = linear.Weight;
                    current = linear.Forward(x);
                }

                bool all = !reference.Has("grad_V");
                var loop = new Recurrent<TSurrogate>(model, neurons, all, reference.Has("recurrent_bias"), dt: golden.Dt) { Reads = golden.Membrane.State };
                recurrent = loop.RecurrentWeight;
                bias = loop.RecurrentBias;
                if (reference.Has("W_rec")) Fill(recurrent, "W_rec");
                else if (reference.Has("recurrent_weight")) Fill(recurrent, "recurrent_weight");
                else recurrent.Values.Fill((float)reference.Parameters["V"]);
                if (bias is not null) Fill(bias, "recurrent_bias");
                layer = loop;
            }
            else
            {
                layer = new Spiking<TSurrogate>(model, golden.Dt) { Reads = golden.Membrane.State };
            }

            (string Parameter, string Tensor)[] learnt = [.. golden.Gradients.Where(g => reference.Has(g.Tensor))];
            foreach ((string parameter, string tensor) in learnt) layer.Learn(parameter, reference.Tensor(tensor).Length);
            foreach ((string parameter, Parameter value) in layer.Learnt) Spread(parameter, value);
            Tensor membrane = Run(layer, model, current);
            Close(membrane.Values, golden.Membrane.Tensor);
            if (reference.Has("spk")) Same(layer.Spikes.Values, reference.Tensor("spk"));
            float[] onSpikes = reference.Has("w_spk") ? [.. reference.Tensor("w_spk").Select(v => (float)v)] : new float[membrane.Values.Length], onMembrane = [.. reference.Tensor(reference.Has("w_mem") ? "w_mem" : "w_" + golden.Membrane.Tensor).Select(v => (float)v)];
            WeightedSum.Backward(layer.Spikes, onSpikes, membrane, onMembrane);
            Close(x.Gradient, "grad_input");
            foreach ((string parameter, string tensor) in learnt) Close(layer.Learnt.Single(l => l.Name == parameter).Value.Gradient, tensor);
            if (weightIn is not null && reference.Has("grad_W_in")) Close(weightIn.Gradient, "grad_W_in");
            if (recurrent is not null && reference.Has("grad_W_rec")) Close(recurrent.Gradient, "grad_W_rec");
            if (recurrent is not null && reference.Has("grad_recurrent_weight")) Close(recurrent.Gradient, "grad_recurrent_weight");
            if (bias is not null) Close(bias.Gradient, "grad_recurrent_bias");
            if (recurrent is not null && reference.Has("grad_V")) Math.Abs(recurrent.Gradient.ToArray().Sum(v => (double)v) - reference.Tensor("grad_V")[0]).ShouldBeLessThan(tolerance * Math.Max(1, Math.Abs(reference.Tensor("grad_V")[0])));
            return 0;
        }

        private Tensor Run(Spiking layer, INeuronModel model, Tensor current)
        {
            int port = Array.FindIndex([.. model.Info.Ports], p => p.Name == golden.Port);
            if (port == 0 && golden.Initial.Length == 0) return layer.Forward(current);
            Tensor[] inputs = new Tensor[port + 1];
            inputs[port] = current;
            if (golden.Initial.Length > 0)
            {
                Tensor initial = Tensor.Zeros(current.Shape.Slice(1, 3).Under(model.Info.States.Count));
                int slice = initial.Values.Length / model.Info.States.Count;
                double[] rest = model.LowerInitialState(golden.Dt);
                for (int i = 0; i < rest.Length; i++) initial.Values.Slice(i * slice, slice).Fill((float)rest[i]);
                foreach ((string state, double number) in golden.Initial)
                {
                    int variable = Array.FindIndex([.. model.Info.States], v => v.Name == state);
                    initial.Values.Slice(variable * slice, slice).Fill((float)number);
                }

                return layer.RunFrom(initial, inputs);
            }

            return layer.Run(inputs);
        }

        private void Spread(string parameter, Parameter value)
        {
            Span<float> values = value.Values;
            if (values.Length == 1) return;
            for (int n = 0; n < values.Length; n++)
            {
                INeuronModel model = golden.Build(reference.Parameters, n);
                double[] numbers = new double[model.Info.Parameters.Count];
                model.CopyParameters(numbers);
                values[n] = (float)numbers[model.Info.Parameters.ToList().FindIndex(p => p.Name == parameter)];
            }
        }

        private void Fill(Parameter parameter, string tensor)
        {
            double[] values = reference.Tensor(tensor);
            for (int i = 0; i < values.Length; i++) parameter.Values[i] = (float)values[i];
        }

        private void Close(ReadOnlySpan<float> ours, string tensor)
        {
            double[] theirs = reference.Tensor(tensor);
            ours.Length.ShouldBe(theirs.Length, tensor);
            double worst = 0;
            for (int i = 0; i < theirs.Length; i++) worst = Math.Max(worst, Math.Abs(ours[i] - theirs[i]) / Math.Max(1, Math.Abs(theirs[i])));
            worst.ShouldBeLessThan(tolerance, tensor);
        }

        private static void Same(ReadOnlySpan<float> ours, double[] theirs)
        {
            for (int i = 0; i < theirs.Length; i++) (ours[i] != 0).ShouldBe(theirs[i] != 0, $"spike {i}");
        }
    }
}
