using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Rulkov's chaotic map: bursts with chaotic spikes. One step is one iteration, whatever its length, and everything is a pure number. Both
/// variables follow from the old ones; the current acts on both. A spike is an upward crossing of the threshold; nothing is reset.
/// </summary>
/// <equation>U[t+1] = alpha / (1 + U[t]^2) + W[t] + betaE I; W[t+1] = W[t] - mu (U[t] + 1) + mu (sigma + sigmaE I)</equation>
/// <source>Rulkov (2001), Phys. Rev. Lett. 86, 183, eqs. 1 and 2, in the form of Rulkov (2002), Phys. Rev. E 65, 041922.</source>
[Neuron]
public readonly partial record struct ChaoticRulkovMap()
{
    /// <summary>Nonlinearity alpha of the fast variable.</summary>
    [Positive]
    public double Alpha { get; init; } = 4.1;

    /// <summary>Rate mu of the slow variable.</summary>
    [Positive]
    public double Mu { get; init; } = 0.001;

    /// <summary>Drive sigma of the slow variable: the level that it seeks.</summary>
    public double Sigma { get; init; } = -0.2;

    /// <summary>How strongly the current acts on the fast variable.</summary>
    public double FastGain { get; init; } = 0.133;

    /// <summary>How strongly the current acts on the slow variable.</summary>
    public double SlowGain { get; init; } = 1;

    /// <summary>Value whose upward crossing is a spike.</summary>
    public double Threshold { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Fast variable, the potential.</summary>
        [Unit("")]
        public V U;

        /// <summary>Slow variable.</summary>
        [Unit("")]
        public V W;
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

        /// <summary>Value whose upward crossing is a spike.</summary>
        public V Threshold;
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
        Alpha = Alpha, Mu = Mu, Drive = Mu * Sigma, FastGain = FastGain, SlowGain = Mu * SlowGain, Threshold = Threshold,
    };

    /// <summary>The fixed point: U = -1 + sigma, and W such that it stays there.</summary>
    public State<double> Initial(Time dt)
    {
        double u = Sigma - 1;
        return new() { U = u, W = u - (Alpha / (1 + (u * u))) };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V u = V.FusedMultiplyAdd(c.FastGain, input.Current, (c.Alpha / (V.One + (s.U * s.U))) + s.W);
        V spike = V.Spike(u - c.Threshold) * (s.U < c.Threshold);
        s.W = V.FusedMultiplyAdd(c.SlowGain, input.Current, s.W - (c.Mu * (s.U + V.One)) + c.Drive);
        s.U = u;
        return spike;
    }
}
