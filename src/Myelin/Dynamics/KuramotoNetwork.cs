namespace Myelin.Dynamics;

/// <summary>
/// Phase oscillators, each coupled to all: dtheta_i/dt = omega_i + K / N sum_j sin(theta_j - theta_i). Above a critical coupling they synchronise.
/// </summary>
/// <remarks>
/// Source: Kuramoto (1984), "Chemical Oscillations, Waves, and Turbulence", eq. 5.4.1. Integrated by the classical Runge-Kutta method of fourth order;
/// the sum over all is taken from the order parameter, so a step costs as many sines as there are oscillators.
/// </remarks>
public sealed class KuramotoNetwork
{
    private readonly double[] omega;
    private readonly double coupling;
    private readonly double[] phases;
    private readonly double[][] slopes;
    private readonly double[] trial;

    /// <summary>Makes a network.</summary>
    /// <param name="frequencies">Natural frequencies [radians per time]: [N].</param>
    /// <param name="phases">Phases at the start [radians]: [N].</param>
    /// <param name="coupling">Coupling strength K.</param>
    /// <exception cref="ArgumentException">There is no oscillator, the lengths differ, or a number is not finite.</exception>
    public KuramotoNetwork(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> phases, double coupling)
    {
        if (frequencies.Length == 0) throw new ArgumentException("KuramotoNetwork: there must be at least one oscillator.");
        if (frequencies.Length != phases.Length)
            throw new ArgumentException($"KuramotoNetwork: there must be one phase per frequency, got {phases.Length} phases for {frequencies.Length} frequencies.");
        if (!double.IsFinite(coupling)) throw new ArgumentException(FormattableString.Invariant($"KuramotoNetwork: the coupling must be finite, got {coupling}."));
        for (int i = 0; i < phases.Length; i++)
        {
            if (!double.IsFinite(frequencies[i] + phases[i])) throw new ArgumentException($"KuramotoNetwork: frequency and phase of oscillator {i} must be finite.");
        }

        omega = frequencies.ToArray();
        this.phases = phases.ToArray();
        this.coupling = coupling;
        trial = new double[omega.Length];
        slopes = [new double[omega.Length], new double[omega.Length], new double[omega.Length], new double[omega.Length]];
    }

    /// <summary>The phases now [radians], not wrapped: [N].</summary>
    public ReadOnlySpan<double> Phases => phases;

    /// <summary>
    /// The order parameter: how far the oscillators are in phase, from 0 to 1, and at what phase between -pi and pi.
    /// </summary>
    public (double Coherence, double Phase) Order => OrderOf(phases);

    /// <summary>Advances by some steps.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">The step is not positive and finite.</exception>
    public void Run(int steps, double dt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        TimeGrid.Check(nameof(KuramotoNetwork), dt);
        for (int k = 0; k < steps; k++)
        {
            Slope(phases, slopes[0]);
            Slope(Along(dt / 2, slopes[0]), slopes[1]);
            Slope(Along(dt / 2, slopes[1]), slopes[2]);
            Slope(Along(dt, slopes[2]), slopes[3]);
            for (int i = 0; i < phases.Length; i++) phases[i] += dt / 6 * (slopes[0][i] + (2 * slopes[1][i]) + (2 * slopes[2][i]) + slopes[3][i]);
        }
    }

    private static (double Coherence, double Phase) OrderOf(ReadOnlySpan<double> phases)
    {
        double cosines = 0, sines = 0;
        foreach (double phase in phases) (cosines, sines) = (cosines + Math.Cos(phase), sines + Math.Sin(phase));
        return (Math.Sqrt((cosines * cosines) + (sines * sines)) / phases.Length, Math.Atan2(sines, cosines));
    }

    private double[] Along(double by, double[] slope)
    {
        for (int i = 0; i < trial.Length; i++) trial[i] = phases[i] + (by * slope[i]);
        return trial;
    }

    private void Slope(double[] at, double[] slope)
    {
        (double coherence, double phase) = OrderOf(at);
        for (int i = 0; i < slope.Length; i++) slope[i] = omega[i] + (coupling * coherence * Math.Sin(phase - at[i]));
    }
}
