using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Integrate and fire whose successive spikes grow: while it spikes in every step its threshold and what it emits are multiplied by a
/// factor each time, so that a large input leaves in a short burst; one silent step ends the burst.
/// </summary>
/// <equation>G[t] = Growth G[t-1] where S[t-1] = 1, else 1; H = U[t-1] + X[t]; S[t] = 1 where H >= G[t] Threshold; U[t] = H - G[t] Threshold S[t]; output G[t] Threshold S[t]</equation>
/// <source>Park et al. (2019), DAC, eqs. 5 to 9 (burst spikes).</source>
[Neuron]
public readonly partial record struct BurstIf()
{
    /// <summary>Spike threshold, and what the first spike of a burst is worth.</summary>
    [Positive]
    public double Threshold { get; init; } = 0.125;

    /// <summary>What each further spike of a burst is multiplied by.</summary>
    [Between(1, 16)]
    public double Growth { get; init; } = 2;

    /// <summary>Largest factor.</summary>
    [Between(1, 1e6)]
    public double Largest { get; init; } = 64;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Factor of the next spike.</summary>
        [Unit("")]
        public V Factor;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Spike threshold.</summary>
        public V Threshold;

        /// <summary>What each further spike of a burst is multiplied by.</summary>
        public V Growth;

        /// <summary>Largest factor.</summary>
        public V Largest;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Threshold = Threshold, Growth = Growth, Largest = Largest };

    /// <summary>The state before a burst.</summary>
    public State<double> Initial(Time dt) => new() { Factor = 1 };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V worth = s.Factor * c.Threshold;
        V h = s.U + input.Current;
        V spike = V.Spike(h - worth);
        s.U = h - (worth * spike);
        s.Factor = V.Select(V.Detach(spike), V.Min(s.Factor * c.Growth, c.Largest), V.One);
        return worth * spike;
    }
}
