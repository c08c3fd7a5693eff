using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Generators.Tests.Models;

/// <summary>A coupling that acts both ways and remembers nothing.</summary>
/// <equation>I = g (V - U)</equation>
/// <source>Myelin.</source>
[Coupling("nS", IsMutual = true)]
public readonly partial record struct Junction()
{
    /// <summary>Nothing.</summary>
    public struct State<V>;

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Factor.</summary>
        public V Gain;
    }

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Gain = 1 };

    /// <summary>The signal.</summary>
    public static V Step<V>(ref State<V> s, in Constants<V> c, V source)
        where V : struct, IValue<V> => source;

    /// <summary>The current.</summary>
    public static V Current<V>(in Constants<V> c, V signal, V membrane)
        where V : struct, IValue<V> => c.Gain * (signal - membrane);
}
