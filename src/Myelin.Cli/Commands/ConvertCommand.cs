using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Data.Transforms;
using Myelin.Experiments;
using Myelin.Experiments.Running;
using Myelin.Interchange.Hdf5;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Onnx;
using Myelin.Learning;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using Spectre.Console;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin convert</c>: makes a spiking network of an ordinary one.</summary>
internal sealed class ConvertCommand : Command
{
    private const double Start = 0.5;

    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly Argument<string> file = new("file") { Description = "An ordinary network (.onnx)" };
    private readonly Option<string> calibrate = new("--calibrate") { Description = $"The data set whose training samples balance the thresholds, and whose test samples judge: {SampleSet.Names}", HelpName = "set" };
    private readonly Option<int> steps = CommonOptions.Whole("--steps", "Number of time steps that a sample is shown for", 32, 1, 100_000);
    private readonly Option<string> balance = new("--balance") { Description = "What a full rate stands for: 'error', what rounds activations with the least error, 'max', the largest of them, or a percentile of them such as 99.9 [default: error]", HelpName = "rule" };
    private readonly Option<string> normalise = new("--normalise") { Description = "Mean and standard deviation that the network's inputs were normalised with, such as 0.1307,0.3081 [default: samples from 0 to 1, as they are]", HelpName = "mean,deviation" };
    private readonly Option<int> samples = CommonOptions.Whole("--samples", "Most test samples to judge by", 1000, 1, int.MaxValue);
    private readonly Option<int> calibrationSamples = CommonOptions.Whole("--calibration-samples", "Most training samples to balance by", 1000, 1, int.MaxValue);
    private readonly Option<string> output = new("--out") { Description = "The NIR file to write; none where left out", HelpName = "file" };
    private readonly Option<string> data = CommonOptions.Data();
    private readonly Option<int> threads = CommonOptions.Threads();

    public ConvertCommand(Terminal terminal, Surroundings surroundings)
        : base("convert", "Make a spiking network of an ordinary one (ONNX), judge it over the number of time steps, and write it as NIR")
    {
        (this.terminal, this.surroundings) = (terminal, surroundings);
        Add(file);
        foreach (Option option in (Option[])[calibrate, steps, balance, normalise, samples, calibrationSamples, output, data, threads]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = NirInput.Existing(parsed.GetValue(file)!);
        SampleSet set = SampleSet.Named(parsed.GetValue(calibrate) ?? throw new UsageException($"'myelin convert' needs --calibrate with a data set: one of {SampleSet.Names}."), "--calibrate");
        Func<Calibration, IReadOnlyDictionary<string, double>> rule = Balance(parsed.GetValue(balance), parsed.GetValue(steps));
        Normalize? transform = Normalisation(parsed.GetValue(normalise));
        string? target = parsed.GetValue(output);
        if (target is not null && Hdf5Library.Problem is { } problem) throw new InvalidOperationException(problem);
        Workers.Threads = parsed.GetValue(threads);
        OnnxDocument document = OnnxFile.Read(path);
        LayerGraph graph = document.Graph.WithoutMaxima().Folded();
        DataFolder folder = DataFolder.Find(parsed.GetValue(data), surroundings.Variable);
        IDataset training = First(set.Load(folder, Split.Train), parsed.GetValue(calibrationSamples)), test = First(set.Load(folder, Split.Test), parsed.GetValue(samples));
        if (test.SampleShape.Aggregate(1, (a, b) => a * b) != graph.Input.Size)
            throw new InvalidDataException($"{path}: the network takes samples of ({string.Join(", ", graph.Input.Shape)}), but those of {test.Name} have the shape ({string.Join(", ", test.SampleShape)}).");
        if (graph.Output.Size < test.Classes) throw new InvalidDataException($"{path}: the network tells {graph.Output.Size} classes apart, but {test.Name} has {test.Classes}.");

        int most = parsed.GetValue(steps);
        int[] counts = [.. Enumerable.Range(0, 31).Select(p => 1 << p).TakeWhile(s => s < most), most];
        (StepAccuracy original, IReadOnlyList<StepAccuracy> spiking, IReadOnlyDictionary<string, double> thresholds) = LongWork.Show(terminal, progress =>
        {
            progress.Begin("Balancing thresholds");
            Calibration calibration = Calibration.Of(graph, training, transform);
            IReadOnlyDictionary<string, double> scales = rule(calibration);
            progress.End(completed: true);
            progress.Begin("Judging");
            var reference = new LayerNetwork(document.Graph);
            StepAccuracy plain = reference.AccuracyOverSteps(test, [1], transform)[0];
            LayerNetwork network = graph.ToSpiking(scales, () => new Spiking<Arctangent<Two>>(new If { Reset = ResetMode.Subtract, InitialPotential = Start }));
            IReadOnlyList<StepAccuracy> judged = network.AccuracyOverSteps(test, counts, transform, reference, batchSize: 16, progress: done =>
            {
                surroundings.Cancellation.ThrowIfCancellationRequested();
                progress.Report(done, "");
            });
            progress.End(completed: true);
            return (plain, judged, scales);
        });
        Table table = new Table().Border(TableBorder.Simple).AddColumns("steps", "accuracy [[%]]", "same class as the original [[%]]");
        foreach (StepAccuracy at in spiking) table.AddRow(at.Steps.ToString(CultureInfo.InvariantCulture), Percent(at.Accuracy), Percent(at.Agreement));
        table.AddRow("original", Percent(original.Accuracy), "");
        terminal.Out.Write(table);
        if (target is null) return ExitCode.Success;
        string full = Path.GetFullPath(target);
        var files = new OutputFolder(Path.GetDirectoryName(full)!, surroundings.CreateFile);
        NirGraph nir = graph.ToNir(thresholds, Start);
        NirFile.Write(files.PathOf(Path.GetFileName(full)), nir);
        terminal.Out.Profile.Out.Writer.WriteLine($"network  {full} ({nir.Count} nodes, {Amount.Bytes(nir.Bytes)} of parameters)");
        return ExitCode.Success;
    }

    private static IDataset First(IDataset whole, int most) => whole.Count <= most ? whole : new Subset(whole, Enumerable.Range(0, most));

    private static string Percent(double fraction) => (100 * fraction).ToString("0.00", CultureInfo.InvariantCulture);

    private static Func<Calibration, IReadOnlyDictionary<string, double>> Balance(string? text, int steps) => text switch
    {
        null or "error" => c => c.LeastErrors(steps),
        "max" => c => c.Maxima(),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and <= 100 => c => c.Percentiles(percent),
        _ => throw new UsageException($"'{text}' is not a value of --balance; it must be 'error', 'max', or a percentile above 0 and up to 100."),
    };

    private static Normalize? Normalisation(string? text)
    {
        if (text is null) return null;
        float[] numbers = [.. text.Split(',').Select(t => float.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN)];
        return numbers is [var mean, var deviation] && float.IsFinite(mean) && deviation > 0 && float.IsFinite(deviation)
            ? new Normalize(mean, deviation)
            : throw new UsageException($"'{text}' is not a value of --normalise; it must be a mean and a standard deviation above 0, such as 0.1307,0.3081.");
    }
}
