using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Experiments.SynapseModels;

/// <summary>What a rule of release makes of a train of spikes and a pause, and of trains of all rates.</summary>
internal static class ReleaseResponse
{
    /// <summary>The train, and a last spike after a pause [ms].</summary>
    public const double UsualDuration = 1000;

    // A train of eight at 20 Hz, as is usual since Markram and Tsodyks (1996).
    private const int InTrain = 8;
    private const double Interval = 50;

    private const int Trials = 1000, UntilSteady = 60;

    private static readonly double[] Rates = [1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100];

    public static SynapseResult Of(SynapseStudy study, IReleaseModel model)
    {
        double last = study.Duration.InMilliseconds;
        double[] times = [.. Enumerable.Range(0, InTrain).Select(i => i * Interval).Where(t => t < last), last];
        double[] intervals = [double.PositiveInfinity, .. times.Zip(times.Skip(1), (a, b) => b - a)];
        double[] mean = Mean(study, model, intervals);
        List<Series> series = [new(model.Info.IsStochastic ? $"mean of {Amount.Count(Trials)} synapses" : "released", times, mean)];
        if (model.Info.IsStochastic)
            series.AddRange(Enumerable.Range(1, 2).Select(i => new Series($"synapse {i}", times, Trial(study, model, intervals, (uint)(Trials + i)))));
        double[] steady = [.. Rates.Select(rate => Mean(study, model, [double.PositiveInfinity, .. Enumerable.Repeat(1000 / rate, UntilSteady)])[^1])];
        Figure[] figures =
        [
            new ScatterFigure(
                "What a train of spikes releases",
                $"{Amount.Count(times.Length - 1)} spikes at {UnitText.Write(1000 / Interval, "Hz")} and one more at {UnitText.Write(last, "ms")}: the part of its weight that each delivers.",
                "time (ms)",
                new Axis("released") { FromZero = true },
                series),
            new LineFigure(
                "What a regular train releases in the long run",
                $"The part of its weight that the spike number {Amount.Count(UntilSteady + 1)} of a regular train delivers.",
                new Axis("rate (Hz)") { Logarithmic = true },
                new Axis("released") { FromZero = true },
                new Series("released", Rates, steady)),
        ];
        int at = Array.IndexOf(mean, mean.Max());
        string[] findings =
        [
            $"The first spike delivers {Amount.Number(mean[0])} of its weight, spike {times.Length - 1} at {UnitText.Write(1000 / Interval, "Hz")} {Amount.Number(mean[^2])}, one after a pause of {UnitText.Write(intervals[^1], "ms")} {Amount.Number(mean[^1])}.",
            mean.Length > 1 && mean[1] < mean[0] ? "It depresses: the second spike delivers less than the first." : "It facilitates: the second spike delivers no less than the first.",
        ];
        return new SynapseResult(findings, mean[at], times[at], times, mean, figures);
    }

    private static double[] Mean(SynapseStudy study, IReleaseModel model, double[] intervals)
    {
        if (!model.Info.IsStochastic) return Trial(study, model, intervals, 0);
        var mean = new double[intervals.Length];
        for (uint trial = 0; trial < Trials; trial++)
        {
            double[] one = Trial(study, model, intervals, trial);
            for (int i = 0; i < mean.Length; i++) mean[i] += one[i] / Trials;
        }

        return mean;
    }

    private static double[] Trial(SynapseStudy study, IReleaseModel model, double[] intervals, uint trial) =>
        model.Accept(new Maker(model.LowerConstants(study.Dt), model.LowerInitialState(study.Dt), intervals, new RandomStream(study.Seed, StreamPurpose.Data, trial)));

    private sealed class Maker(double[] constants, double[] initial, double[] intervals, RandomStream stream) : IReleaseVisitor<Scalar, double[]>
    {
        public double[] Visit<TStep>()
            where TStep : struct, IReleaseStep<Scalar>
        {
            Scalar[] c = [.. constants.Select(x => new Scalar(x)), default], s = [.. initial.Select(x => new Scalar(x)), default];
            Draws draws = new(stream);
            var released = new double[intervals.Length];
            for (int i = 0; i < released.Length; i++) released[i] = TStep.Step(ref s[0], in c[0], new Scalar(intervals[i]), ref draws).Number;
            return released;
        }
    }

    private struct Draws(RandomStream stream) : IDraws<Scalar>
    {
        public Scalar Uniform() => new(stream.NextDouble());
    }
}
