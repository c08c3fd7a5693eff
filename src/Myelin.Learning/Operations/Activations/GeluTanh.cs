using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))).</summary>
    internal readonly struct GeluTanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            V inner = V.Constant(Math.Sqrt(2 / Math.PI)) * V.FusedMultiplyAdd(V.Constant(0.044715) * x * x, x, x);
            return V.Constant(0.5) * x * (V.One + default(HyperbolicTangent).Of(inner));
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (torch.nn.functional.gelu with approximate='tanh').</summary>
        public Tensor GeluTanh() => Unary<GeluTanh>.Of(this, default);
    }
}
