using System.Globalization;
using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Hardware.NeuroCoreX;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.NeuroCoreX;

/// <summary>Handwritten digits on an emulated NeuroCoreX board, learnt by its own STDP, all over its serial line.</summary>
public sealed class NeuroCoreXExperiment : Experiment
{
    private static readonly Claim recognised = Experiments.Claim.AtLeast("digits recognised by the board", 68, "%");

    /// <summary>Images to learn from.</summary>
    [Parameter("number of images to learn from; the board is corrected where it is wrong", Quick = 40)]
    [Between(10, 3823)]
    public int TrainingImages { get; init; } = 600;

    /// <summary>Images to judge by.</summary>
    [Parameter("number of images of other writers to judge by", Quick = 40)]
    [Between(10, 1797)]
    public int TestImages { get; init; } = 1797;

    /// <summary>Weight of a pixel at the start.</summary>
    [Parameter("weight of every pixel at the start, a whole number")]
    [Between(0, 20)]
    public int StartWeight { get; init; } = 5;

    /// <summary>Threshold.</summary>
    [Parameter("threshold of a neuron while it looks at an image")]
    [Between(1, 120)]
    public double Threshold { get; init; } = 110;

    /// <summary>Spikes of a pixel.</summary>
    [Parameter("spikes of each dark pixel in a look")]
    [Between(1, 12)]
    public int Repetitions { get; init; } = 12;

    /// <inheritdoc/>
    public override string Id => "neurocorex";

    /// <inheritdoc/>
    public override string Title => "Digits on NeuroCoreX";

    /// <inheritdoc/>
    public override string Summary =>
        "An emulated NeuroCoreX board, an open FPGA core of 90 neurons with 8-bit weights and on-chip STDP, learns handwritten digits of 8x8 pixels. Everything goes over its serial line: memories are set, spikes " +
        "sent and read, weights read back, in the bytes of the project's own tools. The paper's board ran weights learnt elsewhere; here the board's STDP learns them: after a wrong answer the wrong neuron is made to " +
        "fire before the image, the right one after it.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Gautam, P. Date, S. Kulkarni, R. Patton, T. Potok", 2025, "NeuroCoreX: An Open-Source FPGA-Based Spiking Neural Network Emulator with On-Chip Learning", "arXiv:2506.14138");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [new DataNeed("optical digits", "digits", "myelin data get optdigits")];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [recognised];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(NeuroCoreXCore.NeuronCount, 2 * NeuroCoreXCore.Side * NeuroCoreXCore.Side, 20_000_000, 0.01 * ((1.4 * TrainingImages) + TestImages), "10 ms for each run of the board");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = new DataFolder(context.DataPath("."));
        TableSet training = OptDigits.Load(folder, Split.Train), test = OptDigits.Load(folder, Split.Test);
        var board = new DigitBoard(StartWeight, Threshold, Repetitions, context.Seed);
        double before, after;
        int[,] confusion = new int[DigitBoard.Digits, DigitBoard.Digits];
        using (Phase phase = context.Phase("Judging before learning")) before = Judge(board, test, Math.Min(TestImages, 200), phase, null);
        List<double> course;
        using (Phase phase = context.Phase("Learning", "learnSeconds")) course = Learn(board, training, context.Seed, phase);
        using (Phase phase = context.Phase("Judging", "judgeSeconds")) after = Judge(board, test, TestImages, phase, confusion);
        double[,] weights = board.ReadWeights();
        context.Claim(recognised, 100 * after);
        context.Result("digits recognised before learning", 100 * before, "%");
        context.Result("corrections", course.Count(c => c > 0));
        context.Result("smallest weight read back", weights.Cast<double>().Min());
        context.Result("largest weight read back", weights.Cast<double>().Max());
        context.Result("steps of the board", board.Steps);
        context.Result("time that the board would have run", board.RunSeconds, "s");
        context.Result("bytes sent", board.BytesSent);
        context.Result("bytes received", board.BytesReceived);
        context.Result("time of the bytes on the line", 10.0 * (board.BytesSent + board.BytesReceived) / NeuroCoreXCore.Baud, "s");
        ShowCourse(context, course);
        ShowWeights(context, weights);
        double[,] shown = new double[DigitBoard.Digits, DigitBoard.Digits];
        for (int i = 0; i < shown.Length; i++) shown[i / DigitBoard.Digits, i % DigitBoard.Digits] = confusion[i / DigitBoard.Digits, i % DigitBoard.Digits];
        context.Figure(new HeatmapFigure("What digits are taken for", "Images of the test, by digit (row) and by the neuron that fired most.", "taken for", Names(), "digit", Names(), "images", shown));
    }

    private static bool[] PixelsOf(TableSet images, int index)
    {
        var values = new float[DigitBoard.Pixels];
        images.Read(index, values);
        return [.. values.Select(v => v >= 0.5f)];
    }

    private static int Winner(int[] counts) => Array.IndexOf(counts, counts.Max());

    private static double Judge(DigitBoard board, TableSet images, int count, Phase phase, int[,]? confusion)
    {
        int right = 0;
        for (int i = 0; i < count; i++)
        {
            int taken = Winner(board.Look(PixelsOf(images, i))), label = images.Label(i);
            if (taken == label) right++;
            if (confusion is not null) confusion[label, taken]++;
            phase.Report((i + 1.0) / count, string.Create(CultureInfo.InvariantCulture, $"{100.0 * right / (i + 1):0.0} %"));
        }

        return (double)right / count;
    }

    private List<double> Learn(DigitBoard board, TableSet images, ulong seed, Phase phase)
    {
        var random = new RandomStream(seed, StreamPurpose.Data, 8);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        DigitBoard.Shuffle(order, ref random);
        var course = new List<double>();
        for (int i = 0; i < TrainingImages; i++)
        {
            bool[] pixels = PixelsOf(images, order[i]);
            int label = images.Label(order[i]), taken = Winner(board.Look(pixels));
            if (taken != label) board.Correct(pixels, label, taken);
            course.Add(taken == label ? 0 : 1);
            phase.Report((i + 1.0) / TrainingImages, string.Create(CultureInfo.InvariantCulture, $"{course.Sum():0} corrections"));
        }

        return course;
    }

    private static void ShowCourse(ExperimentContext context, List<double> course)
    {
        int every = Math.Max(1, course.Count / 24);
        double[] bins = [.. course.Chunk(every).Select(c => 100 * c.Average())];
        context.Figure(new LineFigure(
            "Corrections", $"Images that the board took for another digit while it learnt, of {every} in a row.", "image", new Axis("wrong [%]") { FromZero = true },
            new Series("wrong", [.. bins.Select((_, i) => (i + 0.5) * every)], bins)));
    }

    private static void ShowWeights(ExperimentContext context, double[,] weights)
    {
        // The ten images of 8x8 pixels in two rows of five, a line between them.
        const int Width = 8, Gap = 1, Across = 5;
        var picture = new double[(2 * (Width + Gap)) - Gap, (Across * (Width + Gap)) - Gap];
        for (int i = 0; i < weights.Length; i++)
        {
            int digit = i / DigitBoard.Pixels, pixel = i % DigitBoard.Pixels;
            picture[(digit / Across * (Width + Gap)) + (pixel / Width), (digit % Across * (Width + Gap)) + (pixel % Width)] = weights[digit, pixel];
        }

        string[] rows = [.. Enumerable.Range(0, picture.GetLength(0)).Select(r => $"{r}")], columns = [.. Enumerable.Range(0, picture.GetLength(1)).Select(c => $"{c}")];
        context.Figure(new HeatmapFigure("Weights read back from the board", "From the 64 pixels to the neurons of 0 to 4 (above) and 5 to 9 (below).", "column", columns, "row", rows, "weight", picture));
    }

    private static string[] Names() => [.. Enumerable.Range(0, DigitBoard.Digits).Select(d => d.ToString(CultureInfo.InvariantCulture))];
}
