using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>NIR's Threshold: a spike wherever the input is strictly above the threshold. It remembers nothing.</summary>
/// <equation>z = 1 where input > threshold, else 0</equation>
/// <source>Pedersen et al. (2024), Nature Communications 15, 8122, table 1 (Neuromorphic Intermediate Representation), Threshold.</source>
[Neuron]
public readonly partial record struct NirThreshold()
{
    /// <summary>Spike threshold.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>What one neuron remembers: nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Spike threshold.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Threshold = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        return V.SpikeAbove(input.Current - c.Threshold);
    }
}
