namespace Myelin.Dynamics;

/// <summary>The Lorenz system: dx/dt = sigma (y - x), dy/dt = x (rho - z) - y, dz/dt = x y - beta z. Chaotic with the usual parameters.</summary>
/// <remarks>Source: Lorenz (1963), J. Atmospheric Sciences 20, 130, eqs. 25 to 27. Integrated by the classical Runge-Kutta method of fourth order.</remarks>
public sealed record Lorenz
{
    /// <summary>Prandtl number.</summary>
    public double Sigma { get; init; } = 10;

    /// <summary>Rayleigh number over its critical value.</summary>
    public double Rho { get; init; } = 28;

    /// <summary>Geometric factor.</summary>
    public double Beta { get; init; } = 8.0 / 3;

    /// <summary>Where it starts.</summary>
    public (double X, double Y, double Z) Start { get; init; } = (1, 1, 1);

    /// <summary>A trajectory.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="dt">Length of a step.</param>
    /// <returns>The states at 0, dt, ... steps dt: [steps + 1].</returns>
    /// <exception cref="ArgumentException">The step is not positive, or so long that the solution does not stay finite.</exception>
    public (double X, double Y, double Z)[] Solve(int steps, double dt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        TimeGrid.Check(nameof(Lorenz), dt);
        var states = new (double X, double Y, double Z)[steps + 1];
        states[0] = Start;
        for (int k = 0; k < steps; k++)
        {
            (double X, double Y, double Z) s = states[k], k1 = Slope(s), k2 = Slope(Along(s, dt / 2, k1)), k3 = Slope(Along(s, dt / 2, k2)), k4 = Slope(Along(s, dt, k3));
            states[k + 1] = (
                s.X + (dt / 6 * (k1.X + (2 * k2.X) + (2 * k3.X) + k4.X)),
                s.Y + (dt / 6 * (k1.Y + (2 * k2.Y) + (2 * k3.Y) + k4.Y)),
                s.Z + (dt / 6 * (k1.Z + (2 * k2.Z) + (2 * k3.Z) + k4.Z)));
            if (!double.IsFinite(states[k + 1].X + states[k + 1].Y + states[k + 1].Z))
                throw new ArgumentException(FormattableString.Invariant($"Lorenz: the solution is not finite after {k + 1} steps of {dt}; use a shorter step."));
        }

        return states;
    }

    private static (double X, double Y, double Z) Along((double X, double Y, double Z) s, double by, (double X, double Y, double Z) slope) =>
        (s.X + (by * slope.X), s.Y + (by * slope.Y), s.Z + (by * slope.Z));

    private (double X, double Y, double Z) Slope((double X, double Y, double Z) s) =>
        (Sigma * (s.Y - s.X), (s.X * (Rho - s.Z)) - s.Y, (s.X * s.Y) - (Beta * s.Z));
}
