using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>x times the normal distribution function at x; the error function by Abramowitz and Stegun (1964), 7.1.26.</summary>
    internal readonly struct Gelu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            // erfc(|z|) = (a1 t + ... + a5 t^5) exp(-z^2) with t = 1 / (1 + p |z|), off by less than 1.5e-7.
            V z = V.Abs(x) * V.Constant(Math.Sqrt(0.5));
            V t = V.One / V.FusedMultiplyAdd(z, V.Constant(0.3275911), V.One);
            V sum = V.FusedMultiplyAdd(t, V.Constant(1.061405429), V.Constant(-1.453152027));
            sum = V.FusedMultiplyAdd(t, sum, V.Constant(1.421413741));
            sum = V.FusedMultiplyAdd(t, sum, V.Constant(-0.284496736));
            sum = V.FusedMultiplyAdd(t, sum, V.Constant(0.254829592));
            V tail = V.Constant(0.5) * sum * t * V.Exp(-(z * z));
            return x * V.Select(x < V.Zero, tail, V.One - tail);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x Phi(x), Phi the normal distribution function (torch.nn.functional.gelu); see <see cref="GeluTanh"/> for the other form.</summary>
        public Tensor Gelu() => Unary<Gelu>.Of(this, default);
    }
}
