using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>1 / (1 + e^-x), from the power that cannot overflow.</summary>
    internal readonly struct Sigmoid : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V>
        {
            V power = V.Exp(-V.Abs(x));
            V upper = V.One / (V.One + power);
            return V.Select(x >= V.Zero, upper, power * upper);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>1 / (1 + e^-x) (torch.sigmoid).</summary>
        public Tensor Sigmoid() => Unary<Sigmoid>.Of(this, default);
    }
}
