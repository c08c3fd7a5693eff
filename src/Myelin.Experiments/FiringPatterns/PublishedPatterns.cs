using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Experiments.FiringPatterns;

/// <summary>The twenty patterns with parameters and inputs as published: figure 1 of Izhikevich (2004) and the program that draws it.</summary>
internal static class PublishedPatterns
{
    private const double SpikesOnce = 1;

    /// <summary>The neuron that fires at any low rate, where the input is just enough.</summary>
    public static Izhikevich ClassOne => Neuron(0.02, -0.1, -55, 6) with { Slope = 4.1, Offset = 108 * mV };

    /// <summary>The neuron that begins to fire at a rate of its own.</summary>
    public static Izhikevich ClassTwo => Neuron(0.2, 0.26, -65, 0);

    /// <summary>The patterns, in the order of the figure.</summary>
    public static IReadOnlyList<FiringPattern> All { get; } =
    [
        new("tonic spiking", Neuron(0.02, 0.2, -65, 6), -70, 100, t => t > 10 ? 14 : 0,
            Claim.Range("tonic spiking: last interval over the one before", 0.95, 1.05), r => r.Intervals[^1] / r.Intervals[^2]),
        new("phasic spiking", Neuron(0.02, 0.25, -65, 6), -64, 200, t => t > 20 ? 0.5 : 0,
            Once("phasic spiking: spikes during the step"), r => r.Count(20)),
        new("tonic bursting", Neuron(0.02, 0.2, -50, 2), -70, 220, t => t > 22 ? 15 : 0,
            Claim.AtLeast("tonic bursting: longest over median interval", 5), r => r.Bursts.Length < 3 ? double.NaN : r.Intervals.Max() / Median(r.Intervals)),
        new("phasic bursting", Neuron(0.02, 0.25, -55, 0.05), -64, 200, t => t > 20 ? 0.6 : 0,
            Claim.Range("phasic bursting: spikes of the only burst", 3, 12), r => r.Bursts.Length == 1 ? r.Spikes.Length : double.NaN),
        new("mixed mode", Neuron(0.02, 0.2, -55, 4), -70, 160, t => t > 16 ? 10 : 0,
            Claim.AtLeast("mixed mode: tonic interval over the first of the burst", 5), r => r.Bursts[0] > 1 && r.Bursts[^1] == 1 ? r.Intervals[^1] / r.Intervals[0] : double.NaN),
        new("spike frequency adaptation", Neuron(0.01, 0.2, -65, 8), -70, 85, t => t > 8.5 ? 30 : 0,
            Claim.AtLeast("spike frequency adaptation: last over first interval", 3), r => r.Intervals[^1] / r.Intervals[0]),
        new("class 1 excitable", ClassOne, -60, 300, t => t > 30 ? 0.075 * (t - 30) : 0,
            Claim.AtLeast("class 1 excitable: first over last interval on a ramp", 1.5), r => r.Intervals[0] / r.Intervals[^1]),
        new("class 2 excitable", ClassTwo, -64, 300, t => t > 30 ? -0.5 + (0.015 * (t - 30)) : -0.5,
            Claim.AtLeast("class 2 excitable: spikes on a ramp", 5), r => r.Spikes.Length),
        new("spike latency", Neuron(0.02, 0.2, -65, 6), -70, 100, t => t is > 10 and < 13 ? 7.04 : 0,
            Claim.AtLeast("spike latency: from the end of the pulse to the spike", 2, "ms"), r => r.Spikes.Length == 1 ? r.Spikes[0] - 13 : double.NaN),
        new("subthreshold oscillations", Neuron(0.05, 0.26, -60, 0), -62, 200, t => t is > 20 and < 25 ? 2 : 0,
            Claim.AtLeast("subthreshold oscillations: maxima after the only spike", 3), r => r.Spikes.Length == 1 ? r.Maxima(r.Spikes[0] + 2, 0.01) : double.NaN),
        new("resonator", Neuron(0.1, 0.26, -60, -1), -62, 400, t => Within(t, 4, 40, 60, 280, 320) ? 0.65 : 0,
            Once("resonator: spikes, all of them to the pair of pulses 40 ms apart"), r => r.Count(0, 280) == 0 ? r.Count(320) : double.NaN),
        new("integrator", ClassOne, -60, 100, t => Within(t, 2, 100 / 11.0, (100 / 11.0) + 5, 70, 80) ? 9 : 0,
            Once("integrator: spikes, all of them to the pair of pulses 5 ms apart"), r => r.Count(70) == 0 ? r.Count(14) : double.NaN),
        new("rebound spike", Neuron(0.03, 0.25, -60, 4), -64, 200, t => t is > 20 and < 25 ? -15 : 0,
            Once("rebound spike: spikes after inhibition"), r => r.Count(25)),
        new("rebound burst", Neuron(0.03, 0.25, -52, 0), -64, 200, t => t is > 20 and < 25 ? -15 : 0,
            Claim.Range("rebound burst: spikes of the only burst after inhibition", 3, 20), r => r.Bursts.Length == 1 ? r.Count(25) : double.NaN),
        new("threshold variability", Neuron(0.03, 0.25, -60, 4), -64, 100, t => Within(t, 5, 10, 80) ? 1 : t is > 70 and < 75 ? -6 : 0,
            Once("threshold variability: spikes, all of them to the pulse that follows inhibition"), r => r.Count(0, 80) == 0 ? r.Count(80) : double.NaN),
        new("bistability", Neuron(0.1, 0.26, -60, 0), -61, 300, t => t is (> 37.5 and < 42.5) or (> 207 and < 212) ? 1.24 : 0.24,
            Claim.AtLeast("bistability: spikes between the pulse that starts and the one that ends them", 3), r => r.Count(0, 37.5) + r.Count(212) == 0 ? r.Spikes.Length : double.NaN)
        {
            Departure = "the second pulse comes at 207 instead of 216 ms: the period is shorter at small steps, and the pulse must meet the same phase",
        },
        new("depolarizing afterpotential", Neuron(1, 0.2, -60, -21), -70, 50, t => t is > 9 and < 10.2 ? 20 : 0,
            Claim.AtLeast("depolarizing afterpotential: above the reset after the only spike", 2, "mV"), r => r.Spikes.Length == 1 ? r.Highest(r.Spikes[0] + 0.5) + 60 : double.NaN)
        {
            Departure = "the pulse lasts 1.2 instead of 2 ms: at small steps what is left of it after the spike would bring another",
        },
        new("accommodation", Neuron(0.02, 1, -55, 4) with { Shift = 65 * mV, Decay = 0 }, -65, 400, Ramps,
            Once("accommodation: spikes, all of them to the steep ramp"), r => r.Count(0, 300) == 0 ? r.Count(300) : double.NaN)
        {
            StartRecovery = -16,
        },
        new("inhibition-induced spiking", Neuron(-0.02, -1, -60, 8), -63.8, 350, Inhibition,
            Claim.AtLeast("inhibition-induced spiking: spikes during inhibition", 2), r => r.Count(0, 50) + r.Count(280) == 0 ? r.Count(50, 250) : double.NaN),
        new("inhibition-induced bursting", Neuron(-0.026, -1, -45, 0), -63.8, 350, Inhibition,
            Claim.AtLeast("inhibition-induced bursting: spikes per burst", 3), r => r.Count(0, 50) + r.Count(280) == 0 && r.Bursts.Length > 1 ? r.Bursts.Average() : double.NaN)
        {
            Departure = "D is 0 instead of -2: at small steps the published neuron never ends its first burst",
        },
    ];

    private static Izhikevich Neuron(double a, double b, double c, double d) => new() { A = a / ms, B = b, C = c * mV, D = d * mV };

    private static Claim Once(string name) => Claim.Range(name, SpikesOnce, SpikesOnce);

    private static bool Within(double t, double width, params ReadOnlySpan<double> starts)
    {
        foreach (double start in starts)
        {
            if (t > start && t < start + width) return true;
        }

        return false;
    }

    private static double Ramps(double t) => t switch
    {
        < 200 => t / 25,
        < 300 => 0,
        < 312.5 => (t - 300) / 12.5 * 4,
        _ => 0,
    };

    private static double Inhibition(double t) => t is < 50 or > 250 ? 80 : 75;

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
