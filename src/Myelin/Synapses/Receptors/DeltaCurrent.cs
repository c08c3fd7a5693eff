using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A charge that flows at once: the weight of an arriving spike is injected within the next step, as a current of weight / dt. A membrane jumps by
/// weight / capacitance, whatever the length of a step.
/// </summary>
/// <equation>I(t) = weight delta(t)</equation>
/// <source>Gerstner and Kistler (2002), "Spiking Neuron Models", eq. 4.19.</source>
[Receptor("fC")]
public readonly partial record struct DeltaCurrent()
{
    /// <summary>What the receptors of one neuron remember.</summary>
    public struct State<V>
    {
        /// <summary>Charge of the next step.</summary>
        [Unit("fC")]
        public V Q;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>1 / dt [1/ms].</summary>
        public V PerStep;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { PerStep = 1 / dt.InMilliseconds };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)
        where V : struct, IValue<V>
    {
        V current = c.PerStep * s.Q;
        s.Q = arriving;
        return current;
    }
}
