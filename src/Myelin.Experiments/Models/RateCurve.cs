using Myelin.Experiments.Reports;
using Myelin.Networks;
using Myelin.Simulation;
using Myelin.Spikes;

namespace Myelin.Experiments.Models;

/// <summary>The firing rate of a neuron against a constant input (f-I curve): neurons with inputs of their own, simulated together.</summary>
public sealed class RateCurve
{
    /// <summary>Number of inputs.</summary>
    public const int Points = 64;

    // From here a ladder of inputs rises by half an octave a rung, to about three million.
    private const double FirstRung = 1e-3;
    private const double ShownRheobases = 3;

    private readonly StudySetting setting;

    private RateCurve(StudySetting setting, double? rheobase, double[] inputs, double[] rates)
        => (this.setting, Rheobase, Inputs, Rates) = (setting, rheobase, inputs, rates);

    /// <summary>The smallest input measured that makes the neuron fire for as long as it lasts; null where none does or none is needed.</summary>
    public double? Rheobase { get; }

    /// <summary>The inputs, in the unit of the stimulated port.</summary>
    public IReadOnlyList<double> Inputs { get; }

    /// <summary>The rate under each input, in Hz; in spikes per step for a map.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>Finds how much input the neuron needs.</summary>
    /// <returns>The smallest input that makes it fire, null where none does or none is needed, and the input up to which a curve is worth showing.</returns>
    internal static (double? Rheobase, double? Top) Bracket(StudySetting setting)
    {
        if (setting.Port is null)
            return (null, null);
        double[] ladder = [0, .. Enumerable.Range(0, Points - 1).Select(rung => FirstRung * Math.Pow(2, rung / 2.0))];
        double[] rates = Measure(setting, ladder);
        double alone = rates[0];
        int rung = Array.FindIndex(rates, rate => Math.Abs(rate - alone) > 0.5 * alone);
        if (rung < 0)
            return (null, null);
        if (alone > 0)
            return (null, 2 * ladder[rung]);
        if (rung == 1)
            return (null, 1);
        double[] between = [.. Enumerable.Range(1, Points).Select(i => ladder[rung - 1] + ((ladder[rung] - ladder[rung - 1]) * i / Points))];
        int first = Array.FindIndex(Measure(setting, between), rate => rate > 0);
        double rheobase = first < 0 ? ladder[rung] : between[first];
        return (rheobase, ShownRheobases * rheobase);
    }

    /// <summary>Measures the curve.</summary>
    /// <param name="setting">The neuron.</param>
    /// <param name="rheobase">The smallest input that makes it fire, where that is known.</param>
    /// <param name="top">The largest input.</param>
    internal static RateCurve Measure(StudySetting setting, double? rheobase, double top)
    {
        double[] inputs = [.. Enumerable.Range(0, Points).Select(i => top * i / (Points - 1))];
        return new RateCurve(setting, rheobase, inputs, Measure(setting, inputs));
    }

    /// <summary>The rate under one input.</summary>
    internal static double At(StudySetting setting, double input) => Measure(setting, [input])[0];

    internal Figure Figure() => new LineFigure(
        "Firing rate against input",
        $"{Points} neurons, each under a constant input of its own for {setting.Clock.Words(setting.Steps)}; the first fifth is left out."
            + (Rheobase is { } rheobase ? $" Firing goes on from {UnitText.Write(rheobase, setting.Port!.Unit)} on." : ""),
        UnitText.Axis("input", setting.Port!.Unit),
        new Axis(setting.Clock.RateTitle) { FromZero = true },
        new Series("rate", Inputs, Rates));

    private static double[] Measure(StudySetting setting, double[] inputs)
    {
        using Simulator run = setting.Simulate(inputs, 0, setting.Steps, withStates: false);
        Raster raster = run.Spikes(run.Network.Populations[0]);
        int from = setting.Steps / 5;
        double[] rates = new double[inputs.Length];
        for (int i = 0; i < rates.Length; i++)
        {
            ReadOnlySpan<int> steps = raster.StepsOf(i);
            int first = steps.BinarySearch(from);
            rates[i] = setting.Clock.Rate(PerStep(steps[(first < 0 ? ~first : first)..], from, setting.Steps));
        }

        return rates;
    }

    // Regular firing is measured from spike to spike, which no grid of 1 / duration rounds; spikes that begin or end within the window are counted.
    private static double PerStep(ReadOnlySpan<int> spikes, int from, int end)
    {
        if (spikes.Length < 2)
            return (double)spikes.Length / (end - from);
        int longest = 0;
        for (int i = 1; i < spikes.Length; i++)
            longest = Math.Max(longest, spikes[i] - spikes[i - 1]);
        int span = spikes[^1] - spikes[0];
        return Math.Max(spikes[0] - from, end - spikes[^1]) <= longest
            ? (spikes.Length - 1.0) / span
            : (double)spikes.Length / (end - from);
    }
}
