using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The first formal neuron: it spikes where what excites it reaches the threshold and nothing inhibits it. It remembers nothing.
/// </summary>
/// <equation>S[t] = 1 where Excitatory >= Threshold and Inhibitory = 0</equation>
/// <source>McCulloch and Pitts (1943), Bulletin of Mathematical Biophysics 5, section 2.</source>
[Neuron]
public readonly partial record struct McCullochPitts()
{
    /// <summary>Smallest sum that makes it spike.</summary>
    [Positive]
    public double Threshold { get; init; } = 1;

    /// <summary>What one neuron remembers: nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Smallest sum that makes it spike.</summary>
        public V Threshold;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Sum of the weights that excite.</summary>
        [Unit("")]
        public V Excitatory;

        /// <summary>Sum of the weights that inhibit; any number but 0 vetoes.</summary>
        [Unit("")]
        public V Inhibitory;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Threshold = Threshold };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V vetoed = V.Abs(input.Inhibitory) > V.Zero;
        return V.Spike(input.Excitatory - c.Threshold) * (V.One - vetoed);
    }
}
