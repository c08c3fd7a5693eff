using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>x sigmoid(x).</summary>
    internal readonly struct Silu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => x * default(Sigmoid).Of(x);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x sigmoid(x) (torch.nn.functional.silu).</summary>
        public Tensor Silu() => Unary<Silu>.Of(this, default);
    }
}
