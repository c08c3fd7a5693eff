using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Spike-timing-dependent plasticity with rectangular windows, as counters of a digital chip make it: a postsynaptic spike adds a constant where the last presynaptic one is not older than a window, a
/// presynaptic spike subtracts one where the last postsynaptic one is not older than another. Each bound stops only what moves towards it, so a weight that starts beyond a bound stays until it moves.
/// </summary>
/// <equation>post: w = min(w + Potentiation, MaxWeight) where t - tPre &lt;= PreWindow; pre: w = max(w - Depression, MinWeight) where t - tPost &lt;= PostWindow; tPre, tPost: the last spikes</equation>
/// <source>Gautam, Date, Kulkarni, Patton and Potok (2025), arXiv:2506.14138 (NeuroCoreX): "rectangular STDP" of its VHDL.</source>
[PlasticityRule]
public readonly partial record struct RectangularStdp()
{
    /// <summary>The smallest weight that depression leads to, in the unit of the weights.</summary>
    public double MinWeight { get; init; } = 0;

    /// <summary>The largest weight that potentiation leads to, in the unit of the weights.</summary>
    public double MaxWeight { get; init; } = 127;

    /// <summary>What a postsynaptic spike adds, in the unit of the weights.</summary>
    public double Potentiation { get; init; } = 1;

    /// <summary>What a presynaptic spike subtracts, in the unit of the weights.</summary>
    public double Depression { get; init; } = 1;

    /// <summary>How old a presynaptic spike may be when the postsynaptic one comes.</summary>
    [NonNegative]
    public Time PreWindow { get; init; } = 20 * Syntax.ms;

    /// <summary>How old a postsynaptic spike may be when the presynaptic one comes.</summary>
    [NonNegative]
    public Time PostWindow { get; init; } = 20 * Syntax.ms;

    /// <summary>What a synapse remembers.</summary>
    public struct Synapse<V>
    {
        /// <summary>The weight.</summary>
        public V Weight;
    }

    /// <summary>What an event needs.</summary>
    public struct Constants<V>
    {
        /// <summary>The smallest weight.</summary>
        public V MinWeight;

        /// <summary>The largest weight.</summary>
        public V MaxWeight;

        /// <summary>What a postsynaptic spike adds.</summary>
        public V Potentiation;

        /// <summary>What a presynaptic spike subtracts.</summary>
        public V Depression;

        /// <summary>How old a presynaptic spike may be [ms].</summary>
        public V PreWindow;

        /// <summary>How old a postsynaptic spike may be [ms].</summary>
        public V PostWindow;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => Trace.Conflict(MinWeight, MaxWeight);

    /// <summary>Derives the constants.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        MinWeight = MinWeight,
        MaxWeight = MaxWeight,
        Potentiation = Potentiation,
        Depression = Depression,

        // Half a step more, so that a spike a whole window ago counts whatever rounding does.
        PreWindow = PreWindow.InMilliseconds + (dt.InMilliseconds / 2),
        PostWindow = PostWindow.InMilliseconds + (dt.InMilliseconds / 2),
    };

    /// <summary>Depression at a presynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPre<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePost)
        where V : struct, IValue<V> =>
        synapse.Weight = V.Select(sincePost <= c.PostWindow, V.Max(synapse.Weight - c.Depression, c.MinWeight), synapse.Weight);

    /// <summary>Potentiation at a postsynaptic spike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OnPost<V>(ref Synapse<V> synapse, in Constants<V> c, V sincePre)
        where V : struct, IValue<V> =>
        synapse.Weight = V.Select(sincePre <= c.PreWindow, V.Min(synapse.Weight + c.Potentiation, c.MaxWeight), synapse.Weight);
}
