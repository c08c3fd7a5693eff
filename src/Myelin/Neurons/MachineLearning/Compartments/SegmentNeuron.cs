using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Neuron with an active dendritic segment, as in the theory of sparse distributed representations: the segment recognises a pattern
/// where at least a number of its synapses are active at once (an NMDA spike) and then depolarises the cell for some steps; the cell
/// spikes on feed-forward input, and with NeedsSegment only where it is depolarised. With a feed-forward threshold of 0 the segment
/// alone makes it spike.
/// </summary>
/// <equation>D[t] = Hold where Segment >= SegmentThreshold, else D[t-1] - 1; S[t] = 1 where Feedforward >= FeedforwardThreshold and, with NeedsSegment, D[t] > 0</equation>
/// <source>Ahmad and Hawkins (2016), arXiv:1601.00720, section 2; Hawkins and Ahmad (2016), Frontiers in Neural Circuits 10, 23.</source>
[Neuron]
public readonly partial record struct SegmentNeuron()
{
    /// <summary>Number of active synapses (sum of weights) that makes a dendritic spike.</summary>
    [Positive]
    public double SegmentThreshold { get; init; } = 10;

    /// <summary>Sum of weights that makes the cell spike.</summary>
    [NonNegative]
    public double FeedforwardThreshold { get; init; } = 1;

    /// <summary>Whether the cell spikes only while depolarised.</summary>
    public bool NeedsSegment { get; init; } = true;

    /// <summary>Steps for which a dendritic spike depolarises, its own included.</summary>
    [Between(1, 1e6)]
    public int Hold { get; init; } = 1;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Steps of depolarisation left.</summary>
        public V Depolarised;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Sum that makes a dendritic spike.</summary>
        public V SegmentThreshold;

        /// <summary>Sum that makes the cell spike.</summary>
        public V FeedforwardThreshold;

        /// <summary>1 where the cell spikes without depolarisation too, else 0.</summary>
        public V Free;

        /// <summary>Steps for which a dendritic spike depolarises.</summary>
        public V Hold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the weights of the active feed-forward synapses.</summary>
        [Unit("")]
        public V Feedforward;

        /// <summary>Sum of the weights of the segment's active synapses.</summary>
        [Unit("")]
        public V Segment;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { SegmentThreshold = SegmentThreshold, FeedforwardThreshold = FeedforwardThreshold, Free = NeedsSegment ? 0 : 1, Hold = Hold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V dendrite = V.Spike(input.Segment - c.SegmentThreshold);
        s.Depolarised = V.Select(dendrite, c.Hold, V.Max(s.Depolarised - V.One, V.Zero));
        V ready = V.Max(c.Free, s.Depolarised > V.Zero);
        return V.Spike(input.Feedforward - c.FeedforwardThreshold) * ready;
    }
}
