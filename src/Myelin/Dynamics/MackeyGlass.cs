namespace Myelin.Dynamics;

/// <summary>
/// The Mackey-Glass equation, a delayed feedback that is chaotic for long delays: dx/dt = beta x(t - tau) / (1 + x(t - tau)^n) - gamma x. A benchmark
/// of time-series prediction. All quantities are pure numbers. History before the start is constant.
/// </summary>
/// <remarks>Source: Mackey and Glass (1977), Science 197, 287, eq. 4b.</remarks>
public sealed record MackeyGlass
{
    /// <summary>Strength of the feedback.</summary>
    public double Beta { get; init; } = 0.2;

    /// <summary>Rate of decay.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>Exponent of the feedback.</summary>
    public double Exponent { get; init; } = 10;

    /// <summary>Delay; the series is chaotic from about 16.8 on.</summary>
    public double Delay { get; init; } = 17;

    /// <summary>Value at the start and before it.</summary>
    public double Start { get; init; } = 1.2;

    /// <summary>
    /// The series as most benchmarks make it: Runge-Kutta of fourth order for the decay, with the feedback of the step's start held for the whole
    /// step. It depends on the step.
    /// </summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="dt">Length of a step, of which the delay is a whole number.</param>
    /// <returns>The values at 0, dt, ... steps dt: [steps + 1].</returns>
    /// <exception cref="ArgumentException">A parameter is impossible, or the delay is not a whole number of steps.</exception>
    public double[] Held(int steps, double dt)
    {
        int lag = Check(steps, dt);
        var x = new double[steps + 1];
        x[0] = Start;
        for (int k = 0; k < steps; k++)
        {
            double feedback = Feedback(k < lag ? Start : x[k - lag]);
            double k1 = feedback - (Gamma * x[k]);
            double k2 = feedback - (Gamma * (x[k] + (dt / 2 * k1)));
            double k3 = feedback - (Gamma * (x[k] + (dt / 2 * k2)));
            double k4 = feedback - (Gamma * (x[k] + (dt * k3)));
            x[k + 1] = x[k] + (dt / 6 * (k1 + (2 * k2) + (2 * k3) + k4));
        }

        return x;
    }

    /// <summary>
    /// The solution of the equation: Runge-Kutta of fourth order with the delayed value from a cubic Hermite interpolation of the solution so far, so
    /// that the error falls with the fourth power of the step.
    /// </summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="dt">Length of a step, of which the delay is a whole number.</param>
    /// <returns>The values at 0, dt, ... steps dt: [steps + 1].</returns>
    /// <exception cref="ArgumentException">A parameter is impossible, or the delay is not a whole number of steps.</exception>
    public double[] Solve(int steps, double dt)
    {
        int lag = Check(steps, dt);
        double[] x = new double[steps + 1], slope = new double[steps + 1];
        x[0] = Start;
        for (int k = 0; k < steps; k++)
        {
            double middle = Feedback(Middle(k - lag));
            double k1 = Feedback(At(k - lag)) - (Gamma * x[k]);
            double k2 = middle - (Gamma * (x[k] + (dt / 2 * k1)));
            double k3 = middle - (Gamma * (x[k] + (dt / 2 * k2)));
            double k4 = Feedback(At(k + 1 - lag)) - (Gamma * (x[k] + (dt * k3)));
            slope[k] = k1;
            x[k + 1] = x[k] + (dt / 6 * (k1 + (2 * k2) + (2 * k3) + k4));
            slope[k + 1] = Feedback(At(k + 1 - lag)) - (Gamma * x[k + 1]);
        }

        return x;

        double At(int k) => k < 0 ? Start : x[k];

        double Middle(int k) => k < 0 ? Start : ((x[k] + x[k + 1]) / 2) + (dt / 8 * (slope[k] - slope[k + 1]));
    }

    private double Feedback(double x) => Beta * x / (1 + Math.Pow(x, Exponent));

    private int Check(int steps, double dt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        TimeGrid.Check(nameof(MackeyGlass), dt);
        foreach ((string name, double value) in (ReadOnlySpan<(string, double)>)[(nameof(Beta), Beta), (nameof(Gamma), Gamma), (nameof(Exponent), Exponent), (nameof(Start), Start)])
        {
            if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentException(FormattableString.Invariant($"MackeyGlass.{name} must be finite and at least 0, got {value}."));
        }

        double lag = Math.Round(Delay / dt);
        if (!(lag >= 1 && lag <= int.MaxValue && Math.Abs((Delay / dt) - lag) < 1e-6))
            throw new ArgumentException(FormattableString.Invariant($"MackeyGlass.Delay of {Delay} must be a whole number of steps of {dt}, at least one."));
        if (!(Gamma * dt <= TimeGrid.RungeKuttaLimit))
            throw new ArgumentException(FormattableString.Invariant($"The step of {dt} is too long for MackeyGlass.Gamma of {Gamma}; it must be at most {TimeGrid.RungeKuttaLimit / Gamma}."));
        return (int)lag;
    }
}
