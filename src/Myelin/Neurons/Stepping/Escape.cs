using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>Escape noise: a rate or probability of spiking that grows with the membrane.</summary>
public static class Escape
{
    /// <summary>What an escape function needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Potential at which the argument is 0.</summary>
        public V Threshold;

        /// <summary>1 / width of the threshold.</summary>
        public V Inverse;

        /// <summary>1 where the function is the exponential, else 0.</summary>
        public V Exponential;

        /// <summary>1 where the function is the rectified line, else 0.</summary>
        public V Linear;
    }

    /// <summary>Derives what an escape function needs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="threshold">Potential at which its argument is 0.</param>
    /// <param name="width">Width of the threshold.</param>
    public static Constants<double> Lower(EscapeFunction function, double threshold, double width) => new()
    {
        Threshold = threshold,
        Inverse = 1 / width,
        Exponential = function == EscapeFunction.Exponential ? 1 : 0,
        Linear = function == EscapeFunction.Linear ? 1 : 0,
    };

    /// <summary>The function's value, at most e^50.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V membrane, in Constants<V> c)
        where V : struct, IValue<V>
    {
        V x = (membrane - c.Threshold) * c.Inverse;
        V exponential = V.Exp(V.Max(V.Min(x, V.Constant(50)), V.Constant(-50)));
        V sigmoid = exponential / (V.One + exponential);
        return V.Select(c.Exponential, exponential, V.Select(c.Linear, V.Max(x, V.Zero), sigmoid));
    }
}
