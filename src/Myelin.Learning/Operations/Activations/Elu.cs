using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>x above 0, alpha (e^x - 1) below.</summary>
    internal readonly struct Elu(double alpha) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Select(x > V.Zero, x, V.Constant(alpha) * (V.Exp(V.Select(x > V.Zero, V.Zero, x)) - V.One));
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x above 0 and alpha (e^x - 1) below (torch.nn.functional.elu).</summary>
        /// <param name="alpha">What it approaches far below 0, as a positive number.</param>
        public Tensor Elu(float alpha = 1) => Unary<Elu>.Of(this, new(alpha));
    }
}
