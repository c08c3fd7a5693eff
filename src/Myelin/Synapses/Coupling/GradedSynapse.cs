using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A chemical synapse without spikes: the presynaptic potential opens a fraction of the postsynaptic receptors through a sigmoid, which follows with
/// a time constant, exactly for a potential that holds over a step. The weight is the conductance with all receptors open.
/// </summary>
/// <equation>I = g s (Reversal - V_post); ds/dt = (s_inf(V_pre) - s) / tau; s_inf(V) = 1 / (1 + exp(-(V - Half) / Slope))</equation>
/// <source>After Prinz, Bucher and Marder (2004), Nature Neuroscience 7, 1345, methods; Abbott and Marder (1998), "Methods in Neuronal Modeling", section 4.4. Here with one time constant for all potentials.</source>
[Coupling("nS")]
public readonly partial record struct GradedSynapse()
{
    /// <summary>Presynaptic potential that opens half of the receptors.</summary>
    public Voltage Half { get; init; } = -35 * Syntax.mV;

    /// <summary>Width of the sigmoid: how much further e times the ratio of open to closed.</summary>
    [Positive]
    public Voltage Slope { get; init; } = 5 * Syntax.mV;

    /// <summary>Time constant; 0 where the receptors follow at once.</summary>
    [NonNegative]
    public Time Tau { get; init; } = 10 * Syntax.ms;

    /// <summary>Potential at which no current flows.</summary>
    public Voltage Reversal { get; init; } = -70 * Syntax.mV;

    /// <summary>What the terminals of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Fraction of the receptors that is open.</summary>
        public V S;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / tau).</summary>
        public V Decay;

        /// <summary>Half over the slope.</summary>
        public V Half;

        /// <summary>1 / slope [1/mV].</summary>
        public V Steepness;

        /// <summary>Potential at which no current flows.</summary>
        public V Reversal;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Decay = Tau.Value > 0 ? Math.Exp(-dt / Tau) : 0,
        Half = Half / Slope,
        Steepness = 1 / Slope.InMillivolts,
        Reversal = Reversal.InMillivolts,
    };

    /// <summary>What a neuron's terminals do: they open and close.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V source)
        where V : struct, IValue<V>
    {
        V steady = V.One / (V.One + V.Exp(c.Half - (c.Steepness * source)));
        s.S = V.FusedMultiplyAdd(c.Decay, s.S - steady, steady);
        return s.S;
    }

    /// <summary>Current per conductance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Current<V>(in Constants<V> c, V signal, V membrane)
        where V : struct, IValue<V> => signal * (c.Reversal - membrane);
}
