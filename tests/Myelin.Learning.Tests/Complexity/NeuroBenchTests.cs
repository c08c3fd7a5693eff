using Myelin.Analysis.Energy;
using Myelin.Analysis.Quality;
using Myelin.Learning.Complexity;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Complexity;

/// <summary>Networks and inputs of which NeuroBench's harness has counted the operations.</summary>
public sealed class NeuroBenchTests
{
    private const string Section = "G_neurobench";

    // The harness rounds the sparsity of connections to four decimals; ratios in single precision lose as much.
    private const double Ratio = 1e-4;

    [Fact]
    public void Perceptron_of_rectifiers_has_the_metrics_of_the_harness() =>
        Measure("ann_mlp", new Linear(10, 16), new Rectifier(), new Linear(16, 12), new Rectifier(), new Linear(12, 4));

    [Fact]
    public void Convolutions_with_stride_groups_and_padding_have_the_metrics_of_the_harness() => Measure(
        "ann_conv", new Convolution2d(3, 6, 3, stride: 2, padding: 1), new Rectifier(), new Convolution2d(6, 8, 3, padding: 1, groups: 2), new Rectifier(), new Flatten(), new Linear(128, 5));

    [Fact]
    public void Spiking_perceptron_has_the_metrics_of_the_harness() => Measure("snn_mlp_leaky", new Linear(12, 20), Neurons(0.9), new Linear(20, 5), Neurons(0.8));

    [Fact]
    public void Spiking_convolutions_have_the_metrics_of_the_harness() => Measure(
        "snn_conv_leaky",
        new Convolution2d(2, 4, 3, padding: 1), Neurons(0.7), new MaxPool2d(2), new Convolution2d(4, 6, 3, stride: 2, padding: 1), Neurons(0.8), new Flatten(), new Linear(24, 4), Neurons(0.9));

    private static Spiking<Arctangent<Two>> Neurons(double beta) => new(new Leaky { Beta = beta, Reset = ResetMode.Subtract });

    private static void Measure(string name, params Module[] layers)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        var model = new Sequential(layers);
        foreach ((string parameter, Parameter values) in model.Parameters)
        {
            double[] numbers = reference.Tensor("p_" + parameter.Replace('.', '_'));
            for (int i = 0; i < numbers.Length; i++) values.Values[i] = (float)numbers[i];
        }

        bool spiking = layers.OfType<Spiking>().Any();
        int[] shape = reference.Shape("input");
        float[] input = [.. reference.Tensor("input").Select(v => (float)v)];
        double[] expected = reference.Tensor("output");
        (int samples, int steps) = (shape[0], spiking ? shape[1] : 1);
        int[] sample = shape[(spiking ? 2 : 1)..];
        int width = sample.Aggregate(1, (a, b) => a * b), outputs = expected.Length / samples / steps, batchSize = (int)Number("batch_size");
        int[] predicted = new int[samples], actual = [.. reference.Tensor("target").Select(v => (int)v)];
        model.Evaluate();
        using var probe = new OperationProbe(model);
        using Tape.Pause pause = Tape.Current.PauseRecording();
        for (int first = 0; first < samples; first += batchSize)
        {
            Tape.Current.Clear();
            int batch = Math.Min(batchSize, samples - first);
            Tensor x = Tensor.Empty([steps, batch, .. sample]);
            for (int t = 0; t < steps; t++)
            {
                for (int b = 0; b < batch; b++) input.AsSpan((((first + b) * steps) + t) * width, width).CopyTo(x.Values[(((t * batch) + b) * width)..]);
            }

            model.ResetState();
            Tensor output = model.Forward(x);
            for (int b = 0; b < batch; b++)
            {
                double[] sums = new double[outputs];
                for (int t = 0; t < steps; t++)
                {
                    for (int o = 0; o < outputs; o++)
                    {
                        double value = output.Values[(((t * batch) + b) * outputs) + o];
                        value.ShouldBe(expected[((((first + b) * steps) + t) * outputs) + o], 1e-4, $"output of sample {first + b}, step {t}");
                        sums[o] += value;
                    }
                }

                predicted[first + b] = Array.IndexOf(sums, sums.Max());
            }

            probe.EndBatch(batch);
        }

        NeuroBench metrics = NeuroBench.Of(model, probe, PredictionQuality.Accuracy(predicted, actual));
        metrics.Samples.ShouldBe(samples);
        metrics.Footprint.ShouldBe(Number("results", "Footprint"));
        metrics.ParameterCount.ShouldBe((long)Number("results", "ParameterCount"));
        metrics.ConnectionSparsity.ShouldBe(Number("results", "ConnectionSparsity"), Ratio);
        metrics.ActivationSparsity.ShouldBe(Number("results", "ActivationSparsity"), Ratio);
        metrics.Total.Dense.ShouldBe(Number("results", "SynapticOperations", "Dense"), 1e-9);
        metrics.Total.EffectiveMacs.ShouldBe(Number("results", "SynapticOperations", "Effective_MACs"), 1e-9);
        metrics.Total.EffectiveAcs.ShouldBe(Number("results", "SynapticOperations", "Effective_ACs"), 1e-9);
        metrics.Accuracy.ShouldBe(Number("results", "ClassificationAccuracy"), 1e-9);
        foreach (LayerOperations layer in metrics.Layers.Where(l => !double.IsNaN(l.ActivationSparsity)))
            layer.ActivationSparsity.ShouldBe(Number("results", "ActivationSparsityByLayer", layer.Name), Ratio, layer.Name);
        metrics.Total.SynapticEvents.ShouldBeInRange(metrics.Total.Effective, metrics.Total.Dense);
        if (spiking)
        {
            metrics.MembraneUpdates.ShouldBe(Number("results", "MembraneUpdates"), 1e-9);
            metrics.EffectiveNeuronOperations.ShouldBe(Number("results", "NeuronOperations", "Effective Neuron Ops"), 1e-9);
            metrics.DenseNeuronOperations.ShouldBe(Number("results", "NeuronOperations", "Neuron Dense Ops"), 1e-9);
        }

        double Number(params string[] path) => double.Parse(reference.Text(path), System.Globalization.CultureInfo.InvariantCulture);
    }
}
