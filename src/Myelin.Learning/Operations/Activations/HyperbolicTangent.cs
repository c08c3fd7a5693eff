using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>tanh x.</summary>
    internal readonly struct HyperbolicTangent : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            // The quotient loses digits near 0, where five terms of the series are exact to single precision.
            V power = V.Exp(V.Constant(-2) * V.Abs(x));
            V far = (V.One - power) / (V.One + power);
            V small = V.Select(V.Abs(x) < V.Constant(0.3), x, V.Zero);
            V s = small * small;
            V series = V.FusedMultiplyAdd(s, V.Constant(62.0 / 2835), V.Constant(-17.0 / 315));
            series = V.FusedMultiplyAdd(s, series, V.Constant(2.0 / 15));
            series = V.FusedMultiplyAdd(s, series, V.Constant(-1.0 / 3));
            V near = V.FusedMultiplyAdd(small * s, series, small);
            return V.Select(V.Abs(x) < V.Constant(0.3), near, V.Select(x < V.Zero, -far, far));
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The hyperbolic tangent of every number (torch.tanh).</summary>
        public Tensor Tanh() => Unary<HyperbolicTangent>.Of(this, default);
    }
}
