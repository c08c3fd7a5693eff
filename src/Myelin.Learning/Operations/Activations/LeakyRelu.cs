using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Activations;
using Myelin.Values;

namespace Myelin.Learning.Operations.Activations
{
    /// <summary>x above 0, slope x below.</summary>
    internal readonly struct LeakyRelu(double slope) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IValue<V> => V.Select(x > V.Zero, x, V.Constant(slope) * x);
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x above 0 and slope x below (torch.nn.functional.leaky_relu).</summary>
        /// <param name="slope">Slope below 0.</param>
        public Tensor LeakyRelu(float slope = 0.01f) => Unary<LeakyRelu>.Of(this, new(slope));
    }
}
