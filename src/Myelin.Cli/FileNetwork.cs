using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Onnx;
using Myelin.Learning.Complexity;
using Myelin.Learning.Conversion;
using Myelin.Learning.Importing;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Cli;

/// <summary>A network of layers that a file holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">The layers.</param>
/// <param name="Sample">Lengths of a sample's axes.</param>
/// <param name="Steps">Time steps that a sample is shown for.</param>
/// <param name="Loss">What reads classes off its output.</param>
internal sealed record FileNetwork(string Path, Module Model, int[] Sample, int Steps, Loss Loss)
{
    /// <summary>Reads a file of ONNX, or of NIR.</summary>
    /// <param name="path">The file.</param>
    /// <param name="steps">Time steps, of which an ordinary network needs one.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or has something that no layer does.</exception>
    public static FileNetwork Open(string path, int steps)
    {
        if (System.IO.Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var network = new LayerNetwork(OnnxFile.Read(path).Graph);
            return new FileNetwork(path, network, [.. network.Layers.Input.Shape], 1, new StepCrossEntropy());
        }

        try
        {
            NirModel model = NirFile.Read(path).Graph.ToModel<Arctangent<Two>>();
            int[] sample = new int[model.Sample.Rank];
            for (int i = 0; i < sample.Length; i++) sample[i] = model.Sample[i];
            return new FileNetwork(path, model.Layers, sample, steps, new CountCrossEntropy());
        }
        catch (InvalidDataException problem) when (!problem.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Measures the network.</summary>
    /// <exception cref="InvalidDataException">Its input does not have as many numbers as a sample, or its output fewer classes.</exception>
    public NeuroBench Measure(SampleSet set, string dataFolder, int most, CancellationToken cancellation)
    {
        IDataset whole = set.Load(new DataFolder(dataFolder), Split.Test);
        int given = whole.SampleShape.Aggregate(1, (a, b) => a * b), taken = Sample.Aggregate(1, (a, b) => a * b);
        if (given != taken)
            throw new InvalidDataException($"{Path}: the network takes samples of [{string.Join(", ", Sample)}], {taken} numbers, and those of {set.Title} have {given}; choose other samples with --on.");
        Shape sample = [.. Sample];
        var shaped = new Sequential(new Function(x => x.Reshape([x.Shape[0], x.Shape[1], .. Sample])), Model);
        Outputs(shaped, sample, set, whole.Classes);
        return NeuroBench.Of(shaped, new Subset(whole, Enumerable.Range(0, Math.Min(most, whole.Count))), new RepeatedInput(Steps), Loss, cancellation: cancellation);
    }

    private void Outputs(Sequential shaped, Shape sample, SampleSet set, int classes)
    {
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        shaped.Evaluate();
        Shape output = shaped.Forward(Tensor.Zeros(sample.Under(1).Under(1))).Shape;
        shaped.ResetState();
        tape.Clear();
        if (output.Rank != 3 || output[2] < classes)
            throw new InvalidDataException($"{Path}: the network gives {output.Slice(2, output.Rank)} numbers for a sample, and {set.Title} has {classes} classes; it must give one number for each.");
    }
}
