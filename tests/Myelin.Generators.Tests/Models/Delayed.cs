using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>Emits what arrived three steps before, scaled by a synapse.</summary>
/// <equation>y(k) = x(k - 3) G</equation>
/// <source>Nobody (2000), equation 0.</source>
[Neuron]
public readonly partial record struct Delayed()
{
    /// <summary>Longest step.</summary>
    [Positive]
    public Time Longest { get; init; } = 1 * Syntax.ms;

    /// <summary>Conductance at the start.</summary>
    public Conductance Start { get; init; } = 2 * Syntax.nS;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>The synapse.</summary>
        public Synapse.State<V> Receptor;

        /// <summary>What arrived.</summary>
        [Unit("pA")]
        public Synapse.History<V> Past;

        /// <summary>Two synapses in an array.</summary>
        public Pair<Synapse.State<V>> Others;
    }

    /// <summary>Two of something.</summary>
    [System.Runtime.CompilerServices.InlineArray(2)]
    public struct Pair<T>
    {
        private T first;
    }

    /// <summary>Nothing.</summary>
    public struct Constants<V>
    {
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>What arrives.</summary>
        public V Value;
    }

    /// <summary>Nothing.</summary>
    public Constants<double> Lower(Time dt) => default;

    /// <summary>The synapse as it starts.</summary>
    public State<double> Initial(Time dt)
    {
        State<double> state = default;
        state.Receptor.G = Start.InNanosiemens;
        state.Past[2] = 5;
        state.Others[1].Recovered = 7;
        return state;
    }

    /// <summary>A sentence about steps that are too long.</summary>
    public string? Conflict(Time dt) => dt > Longest ? $"a step of {dt} is longer than {Longest}." : null;

    /// <summary>One step.</summary>
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V output = s.Past[2] * s.Receptor.G;
        s.Past[2] = s.Past[1];
        s.Past[1] = s.Past[0];
        s.Past[0] = input.Value;
        return output;
    }
}
