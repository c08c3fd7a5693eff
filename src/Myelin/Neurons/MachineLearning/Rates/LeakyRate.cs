using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// Leaky rate unit of recurrent networks with learnt time constants: what arrives and what is left of the activity are summed, then rectified. The time constant counts steps. It emits its activity in every step;
/// what other units get of it arrives one step later.
/// </summary>
/// <equation>H = U[t-1] + (X[t] - U[t-1]) / Tau; U[t] = H where H > 0, else Slope H</equation>
/// <source>Khajehabdollahi et al. (2024), ICLR, arXiv:2309.12927, eq. 1 (leaky ReLU of slope 0.01).</source>
[Neuron]
public readonly partial record struct LeakyRate()
{
    /// <summary>Time constant in steps.</summary>
    [Between(1, 1e9)]
    public double Tau { get; init; } = 2;

    /// <summary>Slope of the activity below 0.</summary>
    [Between(0, 1)]
    public double Slope { get; init; } = 0.01;

    /// <summary>What one unit remembers.</summary>
    public struct State<V>
    {
        /// <summary>Activity.</summary>
        [Unit("")]
        public V U;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>1 / Tau.</summary>
        public V Rate;

        /// <summary>Slope of the activity below 0.</summary>
        public V Slope;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>The input.</summary>
        [Unit("")]
        public V Current;
    }

    /// <summary>Derives the constants of a step, whatever its length.</summary>
    public Constants<double> Lower(Time dt) => new() { Rate = 1 / Tau, Slope = Slope };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V h = V.FusedMultiplyAdd(c.Rate, input.Current - s.U, s.U);
        s.U = V.Select(h > V.Zero, h, c.Slope * h);
        return s.U;
    }
}
