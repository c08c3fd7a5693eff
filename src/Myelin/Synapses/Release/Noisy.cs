using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Synapses
{
    /// <summary>A synapse whose weight is read with noise: every spike delivers the weight times a number drawn anew, normally distributed around 1.</summary>
    /// <equation>a spike delivers weight (1 + sigma z), z ~ N(0, 1)</equation>
    /// <source>Gaussian read noise in proportion to the conductance, as Nandakumar et al. (2019), ICECS, and Joshi et al. (2020), Nat. Commun. 11, 2473, describe it for phase-change memory.</source>
    [Release]
    public readonly partial record struct Noisy()
    {
        /// <summary>Standard deviation of what is read, relative to the weight.</summary>
        [NonNegative]
        public double Deviation { get; init; } = 0.1;

        /// <summary>What one synapse remembers: nothing.</summary>
        public struct State<V>;

        /// <summary>What a step needs.</summary>
        public struct Constants<V>
        {
            /// <summary>Relative standard deviation.</summary>
            public V Deviation;
        }

        /// <summary>Derives the constants of a step.</summary>
        public Constants<double> Lower(Time dt) => new() { Deviation = Deviation };

        /// <summary>One spike.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Step<V, TDraws>(ref State<V> s, in Constants<V> c, V interval, ref TDraws draws)
            where V : struct, IValue<V>
            where TDraws : struct, IDraws<V>
        {
            // 1 - u is above 0, so that its logarithm is finite (Box and Muller 1958).
            V radius = V.Sqrt(V.Constant(-2) * V.Log(V.One - draws.Uniform()));
            return V.FusedMultiplyAdd(c.Deviation, radius * V.Cos(V.Constant(2 * Math.PI) * draws.Uniform()), V.One);
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>A synapse whose weight is read with noise at every spike.</summary>
        /// <param name="deviation">Standard deviation relative to the weight, at least 0.</param>
        public static IReleaseModel Noisy(double deviation) => new Noisy { Deviation = deviation };
    }
}
