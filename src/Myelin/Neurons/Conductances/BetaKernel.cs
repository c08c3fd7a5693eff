using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Exact propagation, over a fixed time, of a synaptic current or conductance X that rises and decays: dX/dt = Rise - X / tauRise,
/// dRise/dt = -Rise / tauDecay. Equal time constants give the alpha function.
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
public struct BetaKernel<V>
{
    /// <summary>Decay of the derivative variable.</summary>
    public V Decay;

    /// <summary>Decay of the current or conductance itself.</summary>
    public V Fade;

    /// <summary>What the derivative variable adds to it.</summary>
    public V Grow;

    /// <summary>Jump of the derivative variable per weight, so that it peaks at the weight.</summary>
    public V Peak;
}

/// <summary>The alpha and the beta function. Source: Rotter and Diesmann (1999), section 3.1.2; Roth and van Rossum (2009), eqs. 6.4 and 6.6.</summary>
internal static class BetaKernel
{
    /// <summary>Derives the constants; all times in ms.</summary>
    internal static BetaKernel<double> Lower(double tauRise, double tauDecay, double h) => new()
    {
        Decay = Math.Exp(-h / tauDecay),
        Fade = Math.Exp(-h / tauRise),
        Grow = ExactIntegration.Exponential(tauDecay, tauRise, 1, h),
        Peak = Peak(tauRise, tauDecay),
    };

    /// <summary>Moves X and its derivative variable on; what arrives at the end is not included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Advance<V>(in BetaKernel<V> c, ref V x, ref V rise)
        where V : struct, IValue<V>
    {
        x = V.FusedMultiplyAdd(c.Fade, x, c.Grow * rise);
        rise = c.Decay * rise;
    }

    // The response to a unit jump has its maximum where both exponentials fall equally fast.
    private static double Peak(double tauRise, double tauDecay)
    {
        double ratio = tauDecay / tauRise;
        double logarithm = Math.Abs(ratio - 1) < 1e-6 ? (ratio - 1) - ((ratio - 1) * (ratio - 1) / 2) : Math.Log(ratio);
        double time = ratio == 1 ? tauRise : tauDecay * logarithm / (ratio - 1);
        return 1 / ExactIntegration.Exponential(tauDecay, tauRise, 1, time);
    }
}
