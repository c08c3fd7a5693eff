using Myelin.Dynamics;
using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// Forecasts of the Mackey-Glass series, the standard benchmark of prediction: one value per unit of time of the solution of the equation, after its
/// transient. Source: Mackey and Glass (1977), "Oscillation and chaos in physiological control systems"; the model is <see cref="MackeyGlass"/>.
/// </summary>
public static class MackeyGlassSeries
{
    private const int StepsPerUnit = 10;
    private const int Transient = 1000;

    /// <summary>A set: pieces of the series, [T, 1], each with one later value as its target.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="window">Number of values of a piece, T, at least 1.</param>
    /// <param name="horizon">How many units of time after the last value of the piece the target is, at least 1.</param>
    /// <param name="delay">The equation's delay, a multiple of 0.1; 17 and 30 are usual.</param>
    /// <param name="seed">Seed of the value at which the solution starts, 1.1 to 1.3.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static SeriesForecast Forecast(int count = 5_000, int window = 100, int horizon = 6, double delay = 17, ulong seed = 1)
    {
        SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Set);
        MackeyGlass equation = new() { Delay = delay, Start = 1.1 + (0.2 * random.NextDouble()) };
        int values = checked(count + window + horizon - 1);
        double[] solution = equation.Solve(checked((Transient + values) * StepsPerUnit), 1.0 / StepsPerUnit);
        double[] series = new double[values];
        for (int i = 0; i < values; i++) series[i] = solution[(Transient + i) * StepsPerUnit];
        return new SeriesForecast($"Mackey-Glass series with a delay of {FormattableString.Invariant($"{delay}")}", series, window, horizon);
    }
}
