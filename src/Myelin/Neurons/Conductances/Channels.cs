using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The constants of a membrane with a leak and two synaptic conductances, all over the capacitance.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public struct Channels<V>
{
    /// <summary>Leak conductance over capacitance.</summary>
    public V Leak;

    /// <summary>Pull of the leak and of the constant current.</summary>
    public V Drive;

    /// <summary>1 / capacitance.</summary>
    public V PerCapacitance;

    /// <summary>Reversal potential of excitation over capacitance.</summary>
    public V ReversalE;

    /// <summary>Reversal potential of inhibition over capacitance.</summary>
    public V ReversalI;
}

/// <summary>The pull of a leak and two synaptic conductances.</summary>
internal static class Channels
{
    /// <summary>Derives the constants; conductance in nS, capacitance in pF, potentials in mV, current in pA.</summary>
    internal static Channels<double> Lower(double leak, double capacitance, double rest, double reversalE, double reversalI, double bias) => new()
    {
        Leak = leak / capacitance,
        Drive = ((leak * rest) + bias) / capacitance,
        PerCapacitance = 1 / capacitance,
        ReversalE = reversalE / capacitance,
        ReversalI = reversalI / capacitance,
    };

    /// <summary>The pull at a moment.</summary>
    /// <param name="c">The constants.</param>
    /// <param name="ge">Excitatory conductance [nS].</param>
    /// <param name="gi">Inhibitory conductance [nS].</param>
    /// <param name="current">Current [pA].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Pull<V> At<V>(in Channels<V> c, V ge, V gi, V current)
        where V : struct, IValue<V> => new(
            V.FusedMultiplyAdd(c.ReversalE, ge, V.FusedMultiplyAdd(c.ReversalI, gi, V.FusedMultiplyAdd(c.PerCapacitance, current, c.Drive))),
            V.FusedMultiplyAdd(c.PerCapacitance, ge + gi, c.Leak));
}
