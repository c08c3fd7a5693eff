using Myelin.Dynamics;

namespace Myelin.Experiments.ChaoticPrediction;

/// <summary>
/// One of the fourteen series of NeuroBench's task: a Mackey-Glass equation of one delay, read 75 times in each Lyapunov time. Delays, Lyapunov times and starting values are the benchmark's; the
/// equation is solved here, with the value before the start constant.
/// </summary>
/// <param name="Delay">The equation's delay.</param>
/// <param name="LyapunovTime">In the equation's unit of time.</param>
/// <param name="Start">The value at the start and before.</param>
internal sealed record PredictionSeries(double Delay, double LyapunovTime, double Start)
{
    /// <summary>Values in a Lyapunov time.</summary>
    public const int PerLyapunovTime = 75;

    // The equation's own step: small enough that a cubic through four values is exact to about 1e-9.
    private const double Step = 0.05;

    /// <summary>All of them. Source: Yik et al. (2025), Nature Communications 16, 1545; the harness's file of parameters.</summary>
    public static IReadOnlyList<PredictionSeries> All { get; } =
    [
        new(17, 197, 0.7206597), new(18, 138, 0.7744313), new(19, 315, 0.7783468), new(20, 131, 0.9225991), new(21, 191, 0.9479431), new(22, 119, 0.5455960), new(23, 106, 0.8622247),
        new(24, 97, 0.3259660), new(25, 98, 0.8297825), new(26, 104, 1.0033490), new(27, 112, 0.6491406), new(28, 119, 1.0957495), new(29, 131, 0.9256179), new(30, 139, 0.2713639),
    ];

    /// <summary>The first values.</summary>
    public double[] Values(int count)
    {
        double every = LyapunovTime / PerLyapunovTime;
        double[] solution = new MackeyGlass { Delay = Delay, Start = Start }.Solve((int)Math.Ceiling(count * every / Step) + 3, Step);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            double at = i * every / Step;
            int k = Math.Max(1, (int)at);
            values[i] = Cubic(solution.AsSpan(k - 1, 4), at - k);
        }

        return values;
    }

    // Lagrange's polynomial through values at -1, 0, 1 and 2.
    private static double Cubic(ReadOnlySpan<double> y, double x) =>
        (-x * (x - 1) * (x - 2) / 6 * y[0]) + ((x + 1) * (x - 1) * (x - 2) / 2 * y[1]) - ((x + 1) * x * (x - 2) / 2 * y[2]) + ((x + 1) * x * (x - 1) / 6 * y[3]);
}
