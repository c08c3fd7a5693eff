using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Hebbian trace rule: spikes of either neuron potentiate by the trace of the other. Hard bounds.
/// </summary>
/// <equation>pre: w += nuPre y; post: w += nuPost x; w in [Wmin, Wmax]; traces set to 1, or raised by 1, at a spike, and decaying</equation>
/// <source>Hazan, Saunders, Khan, Patel, Sanghavi, Siegelmann and Kozma (2018), Front. Neuroinform. 12, 89; BindsNET Hebbian.</source>
[PlasticityRule(PairsSimultaneous = true)]
public readonly partial record struct HebbianTraces()
{
    /// <summary>The smallest weight, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>Learning rate of presynaptic spikes.</summary>
    [NonNegative]
    public double NuPre { get; init; } = 1e-4;

    /// <summary>Learning rate of postsynaptic spikes.</summary>
    [NonNegative]
    public double NuPost { get; init; } = 1e-2;

    /// <summary>Whether a spike adds 1 to its trace, rather than setting it to 1.</summary>
    public bool IsAdditive { get; init; }

    /// <summary>Time constant of the presynaptic trace.</summary>
    [Positive]
    public Time TauPre { get; init; } = 20 * Syntax.ms;

    /// <summary>Time constant of the postsynaptic trace.</summary>
    [Positive]
    public Time TauPost { get; init; } = 20 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What is remembered of a source neuron.</summary>
    public struct Pre<V>
    {
        /// <summary>Trace x after its last spike.</summary>
        public V X;
    }

    /// <summary>What is remembered of a target neuron.</summary>
    public struct Post<V>
    {
        /// <summary>Trace y after its last spike.</summary>
        public V Y;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>Learning rate of presynaptic spikes.</summary>
        public V NuPre;

        /// <summary>Learning rate of postsynaptic spikes.</summary>
        public V NuPost;

        /// <summary>1 where traces add up, else 0.</summary>
        public V Keep;

        /// <summary>Rate of decay of x [1/ms].</summary>
        public V RatePlus;

        /// <summary>Rate of decay of y [1/ms].</summary>
        public V RateMinus;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) =>
        MinWeight < MaxWeight ? null : FormattableString.Invariant($"MinWeight of {MinWeight} must be below MaxWeight of {MaxWeight}.");

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        NuPre = NuPre,
        NuPost = NuPost,
        Keep = IsAdditive ? 1 : 0,
        RatePlus = 1 / TauPre.InMilliseconds,
        RateMinus = 1 / TauPost.InMilliseconds,
    };

    /// <summary>A source neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)
        where V : struct, IValue<V> => pre.X = V.One + (c.Keep * pre.X * V.Exp(-interval * c.RatePlus));

    /// <summary>A target neuron fired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PostSpike<V>(ref Post<V> post, in Constants<V> c, V interval)
        where V : struct, IValue<V> => post.Y = V.One + (c.Keep * post.Y * V.Exp(-interval * c.RateMinus));

    /// <summary>A presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, in Post<V> post, V sincePost)
        where V : struct, IValue<V> => synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + (c.NuPre * post.Y * V.Exp(-sincePost * c.RateMinus))));

    /// <summary>A postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, in Pre<V> pre, V sincePre)
        where V : struct, IValue<V> => synapse.Weight = V.Max(c.MinWeight, V.Min(c.MaxWeight, synapse.Weight + (c.NuPost * pre.X * V.Exp(-sincePre * c.RatePlus))));
}
