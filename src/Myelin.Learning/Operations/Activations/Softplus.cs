using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>ln(1 + e^(b x)) / b, from the power that cannot overflow.</summary>
    internal readonly struct Softplus(double sharpness) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            V scaled = x * V.Constant(sharpness);
            V above = V.Select(scaled >= V.Zero, scaled, V.Zero);
            return (above + V.Log(V.One + V.Exp(-V.Abs(scaled)))) * V.Constant(1 / sharpness);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>ln(1 + e^(b x)) / b (torch.nn.functional.softplus).</summary>
        /// <param name="sharpness">b (beta in PyTorch).</param>
        public Tensor Softplus(float sharpness = 1) => Unary<Softplus>.Of(this, new(sharpness));
    }
}
