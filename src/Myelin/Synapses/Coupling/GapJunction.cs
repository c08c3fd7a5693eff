using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// An electrical synapse: a conductance between two neurons, through which current flows from the higher potential to the lower. It acts on both
/// neurons; what one loses the other gains. The potentials are those at the start of a step.
/// </summary>
/// <equation>I = g (V_pre - V_post) into the postsynaptic neuron, and the opposite into the presynaptic one</equation>
/// <source>Dayan and Abbott (2001), "Theoretical Neuroscience", section 7.6; Bennett (1966), Ann. N. Y. Acad. Sci. 137, 509.</source>
[Coupling("nS", IsMutual = true)]
public readonly partial record struct GapJunction()
{
    /// <summary>Nothing is remembered.</summary>
    public struct State<V>;

    /// <summary>Nothing is needed: a weight is the conductance.</summary>
    public struct Constants<V>;

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Quantities.Time dt) => default;

    /// <summary>What a neuron's terminals tell: its potential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V source)
        where V : struct, IValue<V> => source;

    /// <summary>Current per conductance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Current<V>(in Constants<V> c, V signal, V membrane)
        where V : struct, IValue<V> => signal - membrane;
}
