using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Expressive leaky memory neuron: synaptic traces of excitation and inhibition pass, together with eight leaky memories, a perceptron of one
/// hidden layer of eight rectifiers; what it answers charges the memories, and a weighted sum of them is the membrane. A spike is a
/// membrane strictly above zero. The perceptron's weights are constants of the step, learnt by training; a fresh neuron draws them from
/// its seed, as a fresh network would.
/// </summary>
/// <equation>
/// S = S exp(-dt / TauS) + X; D = 1.7159 tanh(2/3 (B2 + W2 max(0, B1 + W1 [S, K M]))); M = K M + Lambda (1 - K) D; K_i = exp(-dt / tau_i), tau_i
/// spaced evenly on a logarithmic scale from TauMin to TauMax; U = w M + b; spike where U > 0
/// </equation>
/// <source>Spieler, Rahaman, Martius, Schoelkopf and Levina (2024), ICLR, eqs. 1 to 4, with two synapses, eight memories and eight hidden units.</source>
[Neuron]
public readonly partial record struct ExpressiveLeakyMemory()
{
    private const int Size = 8;
    private const int Synapses = 2;

    /// <summary>Time constant of the synaptic traces.</summary>
    [Positive]
    public Time TauS { get; init; } = 5 * Syntax.ms;

    /// <summary>Shortest time constant of a memory.</summary>
    [Positive]
    public Time TauMin { get; init; } = 1 * Syntax.ms;

    /// <summary>Longest time constant of a memory.</summary>
    [Positive]
    public Time TauMax { get; init; } = 150 * Syntax.ms;

    /// <summary>Gain of what charges a memory.</summary>
    [Positive]
    public double Lambda { get; init; } = 5;

    /// <summary>Bias of the membrane: a negative one keeps a silent neuron silent.</summary>
    public double OutputBias { get; init; } = -0.5;

    /// <summary>Seed of the weights before training.</summary>
    [NonNegative]
    public int Seed { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Membrane: the weighted sum of the memories.</summary>
        [Unit("")]
        public V U;

        /// <summary>Trace of the excitatory input.</summary>
        [Unit("")]
        public V Excitation;

        /// <summary>Trace of the inhibitory input.</summary>
        [Unit("")]
        public V Inhibition;

        /// <summary>The memories.</summary>
        [Unit("")]
        public EightNumbers<V> M;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / TauS).</summary>
        public V DecayS;

        /// <summary>What remains of each memory after a step.</summary>
        public EightNumbers<V> Keep;

        /// <summary>What charges each memory, per unit of the perceptron's answer.</summary>
        public EightNumbers<V> Charge;

        /// <summary>Weights of the hidden units: ten per unit, the two traces first.</summary>
        public EightyNumbers<V> Hidden;

        /// <summary>Biases of the hidden units.</summary>
        public EightNumbers<V> HiddenBias;

        /// <summary>Weights of the answers: eight per memory.</summary>
        public SixtyFourNumbers<V> Answer;

        /// <summary>Biases of the answers.</summary>
        public EightNumbers<V> AnswerBias;

        /// <summary>Weights of the membrane.</summary>
        public EightNumbers<V> Output;

        /// <summary>Bias of the membrane.</summary>
        public V OutputBias;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the weights that excite.</summary>
        [Unit("")]
        public V Excitatory;

        /// <summary>Sum of the weights that inhibit.</summary>
        [Unit("")]
        public V Inhibitory;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => TauMin <= TauMax ? null : $"TauMin of {TauMin} must be at most TauMax of {TauMax}.";

    /// <summary>Derives the constants of a step; the weights are uniform within one over the root of the number of inputs.</summary>
    public Constants<double> Lower(Time dt)
    {
        Constants<double> c = new() { DecayS = Math.Exp(-(dt / TauS)), OutputBias = OutputBias };
        double step = Math.Log(TauMax / TauMin) / (Size - 1);
        for (int i = 0; i < Size; i++)
        {
            double rate = dt / TauMin * Math.Exp(-step * i);
            c.Keep[i] = Math.Exp(-rate);
            c.Charge[i] = Lambda * -ExactIntegration.ExpM1(-rate);
        }

        ulong draw = 0;
        double wide = 1 / Math.Sqrt(Size + Synapses), narrow = 1 / Math.Sqrt(Size);
        for (int i = 0; i < Size * (Size + Synapses); i++) c.Hidden[i] = Weight(wide, Seed, ref draw);
        for (int i = 0; i < Size * Size; i++) c.Answer[i] = Weight(narrow, Seed, ref draw);
        for (int i = 0; i < Size; i++) c.HiddenBias[i] = Weight(wide, Seed, ref draw);
        for (int i = 0; i < Size; i++) c.AnswerBias[i] = 0;
        for (int i = 0; i < Size; i++) c.Output[i] = Weight(narrow, Seed, ref draw);
        return c;
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        s.Excitation = V.FusedMultiplyAdd(c.DecayS, s.Excitation, input.Excitatory);
        s.Inhibition = V.FusedMultiplyAdd(c.DecayS, s.Inhibition, input.Inhibitory);
        EightNumbers<V> kept = default, hidden = default;
        for (int i = 0; i < Size; i++) kept[i] = c.Keep[i] * s.M[i];
        for (int unit = 0; unit < Size; unit++)
        {
            int row = unit * (Size + Synapses);
            V sum = V.FusedMultiplyAdd(c.Hidden[row], s.Excitation, V.FusedMultiplyAdd(c.Hidden[row + 1], s.Inhibition, c.HiddenBias[unit]));
            for (int i = 0; i < Size; i++) sum = V.FusedMultiplyAdd(c.Hidden[row + Synapses + i], kept[i], sum);
            hidden[unit] = V.Max(sum, V.Zero);
        }

        V u = c.OutputBias;
        for (int memory = 0; memory < Size; memory++)
        {
            V sum = c.AnswerBias[memory];
            for (int i = 0; i < Size; i++) sum = V.FusedMultiplyAdd(c.Answer[(memory * Size) + i], hidden[i], sum);
            s.M[memory] = V.FusedMultiplyAdd(c.Charge[memory], Bounded(sum), kept[memory]);
            u = V.FusedMultiplyAdd(c.Output[memory], s.M[memory], u);
        }

        s.U = u;
        return V.SpikeAbove(u);
    }

    // 1.7159 tanh(2 x / 3), which is 1 at 1; the exponential of minus a magnitude cannot overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bounded<V>(V x)
        where V : struct, IValue<V>
    {
        V power = V.Exp(V.Constant(-4.0 / 3) * V.Abs(x));
        V magnitude = V.Constant(1.7159) * (V.One - power) / (V.One + power);
        return V.Select(x < V.Zero, -magnitude, magnitude);
    }

    private static double Weight(double bound, int seed, ref ulong draw) =>
        bound * ((Philox.Words(draw++, 0, (ulong)seed).Word0 * (2.0 / (1UL << 32))) - 1);
}
