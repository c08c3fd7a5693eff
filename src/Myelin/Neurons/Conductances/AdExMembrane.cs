using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The constants of an adaptive exponential membrane, whatever its synapses.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public struct AdExMembrane<V>
{
    /// <summary>Length of a sub-step.</summary>
    public V SubStep;

    /// <summary>Leak conductance times sharpness over capacitance: the spike-generating pull at the onset.</summary>
    public V Upswing;

    /// <summary>1 / sharpness.</summary>
    public V PerSharpness;

    /// <summary>Potential at which a spike starts.</summary>
    public V Onset;

    /// <summary>1 / capacitance.</summary>
    public V PerCapacitance;

    /// <summary>Subthreshold adaptation over its time constant.</summary>
    public V Coupling;

    /// <summary>1 / time constant of adaptation.</summary>
    public V AdaptationRate;

    /// <summary>Resting potential.</summary>
    public V Rest;

    /// <summary>Potential above which the spike-generating pull outruns the sub-step.</summary>
    public V Steep;

    /// <summary>Sharpness of spike initiation.</summary>
    public V Sharpness;

    /// <summary>exp(-(threshold - onset) / sharpness): how near the spike's pole the cut-off is.</summary>
    public V ThresholdDistance;

    /// <summary>Potential at which a spike is cut off.</summary>
    public V Threshold;

    /// <summary>Potential after a spike.</summary>
    public V Reset;

    /// <summary>Adaptation that a spike adds.</summary>
    public V Jump;

    /// <summary>Refractory period in steps.</summary>
    public V Hold;
}

/// <summary>Where the numerical scheme of an adaptive exponential membrane changes.</summary>
internal static class AdExMembrane
{
    /// <summary>The potential at which the spike-generating pull changes by a sixth in a sub-step: up to there Runge-Kutta errs by a millionth of the sharpness.</summary>
    internal static double Steep(double onset, double sharpness, double leakRate, double h) => onset + (sharpness * Math.Log(1 / (6 * leakRate * h)));
}

/// <summary>
/// One step of an adaptive exponential membrane: sub-steps with a threshold test and a reset after each. The upswing of a spike has a
/// pole, which no Runge-Kutta step meets; but z = exp(-(U - onset) / sharpness) falls almost linearly to zero at the pole, so from where
/// the upswing is steep the sub-step is taken in z, and where z reaches the threshold's says at which fraction of the sub-step the spike was.
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="u">The membrane potential at the start.</param>
/// <param name="w">The adaptation current at the start.</param>
/// <param name="held">1 where the neuron is refractory, else 0.</param>
internal struct AdExStep<V>(V u, V w, V held)
    where V : struct, IValue<V>
{
    /// <summary>The membrane potential.</summary>
    public V U = u;

    /// <summary>The adaptation current.</summary>
    public V W = w;

    /// <summary>1 where a spike occurred in this step, else 0.</summary>
    public V Spike = V.Zero;

    private V held = held;

    // Compiled by itself: with several sub-steps in one method the compiler would give up inlining, and every operator would be a call.
    /// <summary>One sub-step; the pulls are those of leak, synapses and currents at its start, middle and end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Advance(in AdExMembrane<V> c, in Pull<V> start, in Pull<V> middle, in Pull<V> end)
    {
        V free = V.One - held;
        AdExFlow<V> flow = RungeKutta.Step<AdExFlow<V>, V, AdExDrive<V>>(new(U, W), c.SubStep, new(in c, start, free), new(in c, middle, free), new(in c, end, free));

        V steep = free * (U >= c.Steep);
        V z = V.Exp((c.Onset - V.Max(U, c.Steep)) * c.PerSharpness);
        V fallen = Fallen(c, middle, z);
        V climbed = c.Onset - (c.Sharpness * V.Log(V.Max(fallen, V.Constant(0.5) * c.ThresholdDistance)));
        V reached = V.Select(steep, climbed, flow.U);
        V spike = free * V.Spike(reached - c.Threshold);

        V climb = V.Select(steep, V.Max(z - fallen, V.Constant(1e-30)), V.Max(reached - U, V.Constant(1e-3)));
        V fraction = V.Min(V.Max(V.Select(steep, z - c.ThresholdDistance, c.Threshold - U) / climb, V.Zero), V.One);
        W = V.Select(spike, Adapted(c, steep, fraction), flow.W);
        U = V.Select(spike, c.Reset, reached);
        Spike = V.Max(Spike, spike);

        // A neuron without a refractory period may spike again in the same step, which counts as one spike but adapts twice.
        held = V.Max(held, spike * (c.Hold > V.Zero));
    }

    // dz/dt = -(A + z pull) / sharpness, by the midpoint rule; the pull hardly changes while the membrane shoots up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Fallen(in AdExMembrane<V> c, in Pull<V> pull, V z)
    {
        V linear = V.FusedMultiplyAdd(-pull.Rate, U, pull.Drive) - (c.PerCapacitance * W);
        V step = c.SubStep * c.PerSharpness;
        V middle = z - (V.Constant(0.5) * step * V.FusedMultiplyAdd(linear, z, c.Upswing));
        return z - (step * V.FusedMultiplyAdd(linear, middle, c.Upswing));
    }

    // Adaptation of a sub-step with a spike: up to its fraction with the mean potential of the upswing (start + sharpness, as z falls linearly
    // to nearly 0), then the jump, then at reset.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Adapted(in AdExMembrane<V> c, V steep, V fraction)
    {
        V mean = V.Min(V.Select(steep, U + c.Sharpness, V.Constant(0.5) * (U + c.Threshold)), c.Threshold);
        V before = W + (c.SubStep * fraction * ((c.Coupling * (mean - c.Rest)) - (c.AdaptationRate * W)));
        V jumped = before + c.Jump;
        return jumped + (c.SubStep * (V.One - fraction) * ((c.Coupling * (c.Reset - c.Rest)) - (c.AdaptationRate * jumped)));
    }
}

/// <summary>What the slope of an adaptive exponential membrane depends on.</summary>
internal readonly ref struct AdExDrive<V>
    where V : struct, IValue<V>
{
    public readonly ref readonly AdExMembrane<V> Constants;
    public readonly Pull<V> Pull;
    public readonly V Free;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AdExDrive(ref readonly AdExMembrane<V> constants, in Pull<V> pull, V free)
    {
        Constants = ref constants;
        Pull = pull;
        Free = free;
    }
}

/// <summary>Membrane potential and adaptation current. Source: Brette and Gerstner (2005), eqs. 1 and 2.</summary>
internal readonly struct AdExFlow<V>(V u, V w) : IFlow<AdExFlow<V>, V, AdExDrive<V>>
    where V : struct, IValue<V>
{
    public readonly V U = u;
    public readonly V W = w;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AdExFlow<V> Slope(in AdExFlow<V> at, in AdExDrive<V> drive)
    {
        ref readonly AdExMembrane<V> c = ref drive.Constants;

        // Above the threshold the exponential would leave the range of single precision before the reset comes.
        V u = V.Min(at.U, c.Threshold);
        V upswing = c.Upswing * V.Exp((u - c.Onset) * c.PerSharpness);
        V pull = V.FusedMultiplyAdd(-drive.Pull.Rate, u, drive.Pull.Drive);
        V slope = V.FusedMultiplyAdd(-c.PerCapacitance, at.W, pull + upswing);
        return new(drive.Free * slope, V.FusedMultiplyAdd(c.Coupling, u - c.Rest, -c.AdaptationRate * at.W));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AdExFlow<V> Along(in AdExFlow<V> from, V duration, in AdExFlow<V> slope) =>
        new(V.FusedMultiplyAdd(duration, slope.U, from.U), V.FusedMultiplyAdd(duration, slope.W, from.W));
}
