using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A quantity that jumps by what arrives and decays exponentially, exactly on the grid. What arrives in a step counts from its end, and what a
/// step gives is the mean over it, so that no charge is lost to the length of the step.
/// </summary>
public static class ExponentialCourse
{
    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / tau).</summary>
        public V Decay;

        /// <summary>Mean over a step of what is 1 at its start.</summary>
        public V Mean;
    }

    internal static Constants<double> Lower(Time tau, Time dt)
    {
        double x = dt / tau;
        return new() { Decay = Math.Exp(-x), Mean = -ExactIntegration.ExpM1(-x) / x };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Step<V>(ref V value, in Constants<V> c, V arriving)
        where V : struct, IValue<V>
    {
        V mean = c.Mean * value;
        value = V.FusedMultiplyAdd(c.Decay, value, arriving);
        return mean;
    }
}
