using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// Stochastic release: a synapse has N sites, each of which holds a vesicle or is empty. A spike releases every vesicle with the same probability,
/// independently; an empty site is filled again at a constant rate. What arrives is the fraction of the sites that released, so a vesicle weighs
/// weight / N. Exact at the times of spikes. Every synapse draws numbers of its own.
/// </summary>
/// <equation>released k ~ Binomial(n, p), n falls by k; between spikes each of the N - n empty sites is filled with probability 1 - exp(-interval / tauRec); a spike delivers weight k / N</equation>
/// <source>After Vere-Jones (1966), Australian Journal of Statistics 8, 53; Fuhrmann, Segev, Markram and Tsodyks (2002), J. Neurophysiol. 87, 140. Written from memory of these.</source>
[Release]
public readonly partial record struct QuantalRelease()
{
    /// <summary>The largest number of sites.</summary>
    internal const int MostSites = 32;

    // Where nothing remains of an interval; above it a power of the probability would be beyond the smallest number of single precision.
    private const double LongInterval = 80;

    /// <summary>Number of release sites, N.</summary>
    [Between(1, MostSites)]
    public int Sites { get; init; } = 5;

    /// <summary>Probability that a spike releases a vesicle.</summary>
    [Between(0, 1)]
    public double Probability { get; init; } = 0.5;

    /// <summary>Mean time until an empty site is filled again.</summary>
    [NonNegative]
    public Time TauRec { get; init; } = 800 * Syntax.ms;

    /// <summary>What one synapse remembers.</summary>
    public struct State<V>
    {
        /// <summary>Number of vesicles after the last spike.</summary>
        public V Vesicles;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Number of sites.</summary>
        public V Sites;

        /// <summary>Logarithm of the probability that a spike spares a vesicle.</summary>
        public V LogSpared;

        /// <summary>Probability of release over that of its absence.</summary>
        public V Odds;

        /// <summary>Mean time until an empty site is filled again [ms].</summary>
        public V Recovery;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt)
    {
        double spared = Math.Max(1 - Probability, Math.Exp(-LongInterval));
        return new() { Sites = Sites, LogSpared = Math.Log(spared), Odds = Probability / spared, Recovery = TauRec.InMilliseconds };
    }

    /// <summary>The state before the first spike: every site is filled.</summary>
    public State<double> Initial(Time dt) => new() { Vesicles = Sites };

    /// <summary>One spike.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, V interval, ref TDraws draws)
        where V : struct, IValue<V>
        where TDraws : struct, IDraws<V>
    {
        V logEmpty = -V.Min(interval / c.Recovery, V.Constant(LongInterval)), empty = V.Exp(logEmpty);
        V vesicles = s.Vesicles + Binomial(c.Sites - s.Vesicles, logEmpty, (V.One - empty) / empty, draws.Uniform());
        V released = Binomial(vesicles, c.LogSpared, c.Odds, draws.Uniform());
        s.Vesicles = vesicles - released;
        return released / c.Sites;
    }

    // Inversion: as many as the partial sums of the probabilities that lie below the uniform number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Binomial<V>(V trials, V logFailure, V odds, V uniform)
        where V : struct, IValue<V>
    {
        V probability = V.Exp(trials * logFailure), sum = probability, successes = V.Zero;
        for (int k = 0; k < MostSites; k++)
        {
            successes += uniform >= sum;
            probability = probability * odds * (trials - V.Constant(k)) / V.Constant(k + 1);
            sum += probability;
        }

        return V.Min(successes, trials);
    }
}
