using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Supervised plasticity in a time window: the third factor, by how much the rate of a target neuron is to change, or changed once a teacher drove it,
/// moves a weight by the number of presynaptic spikes within a window before, which stands for the presynaptic rate; spikes outside of the window take
/// no part, and at most the last four count. The form, that of Bengio with the window, is inferred from the paper's abstract.
/// </summary>
/// <equation>factor: w += Eta factor n, n: presynaptic spikes of the last Window; w in [Wmin, Wmax]</equation>
/// <source>
/// Hu, Wang and Hu (2022), arXiv:2203.03379, form inferred; after Bengio, Mesnard, Fischer, Zhang and Wu (2017), Neural Computation 29, 555 (dw
/// proportional to the presynaptic rate times the change of the postsynaptic one).
/// </source>
[PlasticityRule]
public readonly partial record struct WindowedStdp()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = -1;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Change by one spike and a factor of 1, in the unit of the weights.</summary>
    [NonNegative]
    public double Eta { get; init; } = 1e-3;

    /// <summary>The window.</summary>
    [Positive]
    public Time Window { get; init; } = 20 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Time from the spike before its last to its last [ms].</summary>
        public V First;

        /// <summary>Time between the two spikes before [ms].</summary>
        public V Second;

        /// <summary>Time between the two before these [ms].</summary>
        public V Third;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Change by one spike.</summary>
        public V Eta;

        /// <summary>The window [ms].</summary>
        public V Window;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Eta = Eta,
        Window = Window.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V>
    {
        pre.Third = pre.Second;
        pre.Second = pre.First;
        pre.First = interval;
    }

    /// <summary>The third factor arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnFactor<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre, V factor)
        where V : struct, IValue<V>
    {
        V second = sincePre + pre.First, third = second + pre.Second, fourth = third + pre.Third;
        V spikes = (sincePre <= c.Window) + (second <= c.Window) + (third <= c.Window) + (fourth <= c.Window);
        synapse.Weight = Trace.Within(synapse.Weight + (c.Eta * factor * spikes), c.MinWeight, c.MaxWeight);
    }
}
