using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Brunel;

/// <summary>A state of the network and what NEST 3.10 measures of its excitatory neurons.</summary>
/// <param name="Name">Its name in the paper.</param>
/// <param name="Inhibition">Strength of inhibition over that of excitation, g.</param>
/// <param name="Drive">External rate over the threshold rate.</param>
/// <param name="Warmup">Time before the measurement.</param>
/// <param name="Stop">End of the measurement.</param>
/// <param name="Synchronous">Whether the activity of the network oscillates, which makes rates vary more between seeds.</param>
/// <param name="Full">What is expected of 12,500 neurons.</param>
/// <param name="Small">What is expected of 2,500 neurons with weights of 0.2 mV; null where there is no reference.</param>
internal sealed record Regime(string Name, double Inhibition, double Drive, Time Warmup, Time Stop, bool Synchronous, Expected Full, Expected? Small = null)
{
    /// <summary>The four states of figure 8.</summary>
    public static IReadOnlyList<Regime> All { get; } =
    [
        new("synchronous regular", 3, 2, 100 * ms, 400 * ms, true, new(333.05, 0.00132, 1688.8, 11.6)),
        new("synchronous irregular, fast", 6, 4, 200 * ms, 1000 * ms, true, new(58.334, 0.8457, 445.31, 9.35), new(107.28, 0.4197, 58.85, 0.83)),
        new("asynchronous irregular", 5, 2, 200 * ms, 1000 * ms, false, new(37.497, 0.4216, 104.49, 7.38), new(62.568, 0.3601, 25.08, 1.31)),
        new("synchronous irregular, slow", 4.5, 0.9, 200 * ms, 2000 * ms, true, new(5.9391, 0.6419, 201.65, 16.49)),
    ];

    /// <summary>The claims about it: rate within 5 % (10 % where synchronous), CV within 0.05, synchrony within 4 standard deviations.</summary>
    public IReadOnlyList<Claim> Claims(Expected expected) =>
    [
        Claim.Value($"rate, {Name}", expected.Rate, (Synchronous ? 0.1 : 0.05) * expected.Rate, "Hz"),
        Claim.Value($"CV of inter-spike intervals, {Name}", expected.Cv, 0.05),

        // Two to five seeds do not tell their standard deviation well, so it counts as at least a fortieth of the mean.
        Claim.Value($"synchrony, {Name}", expected.Fano, 4 * Math.Max(expected.FanoDeviation, expected.Fano / 40)),
    ];
}

/// <summary>Means over the seeds of the reference simulations.</summary>
/// <param name="Rate">Mean rate [Hz].</param>
/// <param name="Cv">Mean coefficient of variation of the inter-spike intervals.</param>
/// <param name="Fano">Variance over mean of the population's spike counts in 1 ms.</param>
/// <param name="FanoDeviation">Its standard deviation over the seeds.</param>
internal sealed record Expected(double Rate, double Cv, double Fano, double FanoDeviation);
