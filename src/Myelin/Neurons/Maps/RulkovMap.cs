using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Rulkov's map without chaos: silent, tonic or bursting by two parameters, with spikes of one iteration. One step is one iteration, whatever
/// its length, and everything is a pure number. Both variables follow from the old ones; the current acts on both. The spike is the iteration
/// in which the fast variable falls back to -1.
/// </summary>
/// <equation>U[t+1] = f(U[t], U[t-1], W[t] + betaE I); W[t+1] = W[t] - mu (U[t] + 1) + mu (sigma + sigmaE I); f(u, before, w) = alpha / (1 - u) + w where u &lt;= 0, alpha + w where 0 &lt; u &lt; alpha + w and before &lt;= 0, else -1</equation>
/// <source>Rulkov (2002), Phys. Rev. E 65, 041922, eqs. 1 to 3; input as in Rulkov, Timofeev and Bazhenov (2004), J. Comput. Neurosci. 17, eqs. 6 and 7.</source>
[Neuron]
public readonly partial record struct RulkovMap()
{
    /// <summary>Nonlinearity alpha of the fast variable.</summary>
    [Positive]
    public double Alpha { get; init; } = 3.65;

    /// <summary>Rate mu of the slow variable.</summary>
    [Positive]
    public double Mu { get; init; } = 0.0005;

    /// <summary>Drive sigma of the slow variable: the level that it seeks.</summary>
    public double Sigma { get; init; } = 0.06;

    /// <summary>How strongly the current acts on the fast variable.</summary>
    public double FastGain { get; init; } = 0.133;

    /// <summary>How strongly the current acts on the slow variable.</summary>
    public double SlowGain { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Fast variable, the potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Slow variable.</summary>
        [Unit("")]
        public V W;

        /// <summary>The fast variable one iteration before.</summary>
        [Unit("")]
        public V Before;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Nonlinearity of the fast variable.</summary>
        public V Alpha;

        /// <summary>Rate of the slow variable.</summary>
        public V Mu;

        /// <summary>Rate times drive of the slow variable.</summary>
        public V Drive;

        /// <summary>Gain of the current into the fast variable.</summary>
        public V FastGain;

        /// <summary>Gain of the current into the slow variable.</summary>
        public V SlowGain;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Input to both variables, by their gains.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new()
    {
        Alpha = Alpha, Mu = Mu, Drive = Mu * Sigma, FastGain = FastGain, SlowGain = Mu * SlowGain,
    };

    /// <summary>The fixed point: U = -1 + sigma, and W such that it stays there.</summary>
    public State<double> Initial(Time dt)
    {
        double u = Math.Min(Sigma - 1, 0);
        return new() { U = u, W = u - (Alpha / (1 - u)), Before = u };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V w = V.FusedMultiplyAdd(c.FastGain, input.Current, s.W);
        V resting = s.U <= V.Zero, peak = c.Alpha + w;
        V rising = (V.One - resting) * (s.U < peak) * (s.Before <= V.Zero);
        V spike = V.One - V.Max(resting, rising);
        V u = V.Select(resting, (c.Alpha / (V.One - V.Min(s.U, V.Zero))) + w, V.Select(rising, peak, -V.One));
        s.W = V.FusedMultiplyAdd(c.SlowGain, input.Current, s.W - (c.Mu * (s.U + V.One)) + c.Drive);
        s.Before = s.U;
        s.U = u;
        return spike;
    }
}
