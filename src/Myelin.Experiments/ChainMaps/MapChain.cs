using Myelin.Neurons;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.ChainMaps;

/// <summary>
/// A chain of maps whose neighbours pull each other: a Rulkov map in the middle of two Chialvo maps, or longer, alternating. What pulls a map
/// is the coupling times the sum of its neighbours' first variables minus its own, added to its own first variable.
/// </summary>
internal sealed class MapChain
{
    private readonly ChialvoMap.Constants<Scalar> chialvo;
    private readonly ChaoticRulkovMap.Constants<Scalar> rulkov;
    private readonly double coupling;
    private readonly double[] pull;

    /// <summary>Makes a chain at the origin.</summary>
    /// <param name="nodes">Number of maps.</param>
    /// <param name="outer">The first, third and every other map.</param>
    /// <param name="inner">The second, fourth and so on.</param>
    /// <param name="coupling">Strength of the coupling.</param>
    public MapChain(int nodes, ChialvoMap outer, ChaoticRulkovMap inner, double coupling)
    {
        this.coupling = coupling;
        (X, Y, pull) = (new double[nodes], new double[nodes], new double[nodes]);
        ChialvoMap.Constants<double> c = outer.Lower(1 * ms);
        chialvo = new() { A = new(c.A), B = new(c.B), C = new(c.C), K = new(c.K), Threshold = new(c.Threshold) };

        // The coupling acts on the first variable alone.
        ChaoticRulkovMap.Constants<double> r = (inner with { FastGain = 1, SlowGain = 0 }).Lower(1 * ms);
        rulkov = new()
        {
            Alpha = new(r.Alpha), Mu = new(r.Mu), Drive = new(r.Drive), FastGain = new(r.FastGain), SlowGain = new(r.SlowGain), Threshold = new(r.Threshold),
        };
    }

    /// <summary>First variable of every map; may be set.</summary>
    public double[] X { get; }

    /// <summary>Second variable of every map; may be set.</summary>
    public double[] Y { get; }

    /// <summary>One iteration of all maps.</summary>
    public void Step()
    {
        for (int i = 0; i < X.Length; i++)
        {
            double sum = i > 0 ? X[i - 1] - X[i] : 0;
            if (i + 1 < X.Length) sum += X[i + 1] - X[i];
            pull[i] = coupling * sum;
        }

        for (int i = 0; i < X.Length; i++)
        {
            if (i % 2 == 0)
            {
                ChialvoMap.State<Scalar> state = new() { U = new(X[i]), W = new(Y[i]) };
                ChialvoMap.Step(ref state, chialvo, new() { Current = new(pull[i]) });
                (X[i], Y[i]) = (state.U.Number, state.W.Number);
            }
            else
            {
                ChaoticRulkovMap.State<Scalar> state = new() { U = new(X[i]), W = new(Y[i]) };
                ChaoticRulkovMap.Step(ref state, rulkov, new() { Current = new(pull[i]) });
                (X[i], Y[i]) = (state.U.Number, state.W.Number);
            }
        }
    }

    /// <summary>Takes over the variables of another chain.</summary>
    public void CopyFrom(MapChain other)
    {
        other.X.CopyTo(X, 0);
        other.Y.CopyTo(Y, 0);
    }
}
