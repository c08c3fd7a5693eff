using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>The derivatives of snnTorch's surrogates with the numbers that the reference cases use.</summary>
internal static class TestSurrogates
{
    internal readonly struct Arctan : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V>
        {
            V scaled = V.Constant(Math.PI) * distance;
            return V.One / (V.One + (scaled * scaled));
        }
    }

    internal readonly struct FastSigmoid10 : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V>
        {
            V root = V.One + (V.Constant(10) * V.Abs(distance));
            return V.One / (root * root);
        }
    }

    internal readonly struct Sigmoid5 : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V>
        {
            V decay = V.Exp(V.Constant(-5) * distance);
            return V.Constant(5) * decay / ((V.One + decay) * (V.One + decay));
        }
    }

    /// <summary>Not a triangle: 1 below threshold and -1 from there on, as snnTorch has it.</summary>
    internal readonly struct Triangular : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.Select(distance >= V.Zero, -V.One, V.One);
    }

    /// <summary>Zero up to a distance of 1 above threshold, as snnTorch has it.</summary>
    internal readonly struct SparseFastSigmoid : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.Select(distance > V.One, FastSigmoid10.Derivative(distance), V.Zero);
    }

    internal readonly struct StraightThrough : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.One;
    }
}
