using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Repeats in the same step a spike that arrives: a relay that gives many targets the same train. However many spikes of positive total
/// weight arrive in one step, one is repeated.
/// </summary>
/// <equation>spike where the weights that arrive add up to more than 0</equation>
/// <source>NEST parrot_neuron.</source>
[Neuron]
public readonly partial record struct Parrot()
{
    /// <summary>What one neuron remembers: nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs: nothing.</summary>
    public struct Constants<V>;

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the weights of the spikes that arrive.</summary>
        [Unit("")]
        public V Spikes;
    }

    /// <summary>Derives the constants of a step: none.</summary>
    public Constants<double> Lower(Time dt) => default;

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V> => V.SpikeAbove(input.Spikes);
}
