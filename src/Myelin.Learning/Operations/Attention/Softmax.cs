using Myelin.Learning.Operations.Attention;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Attention
{
    /// <summary>e^x over its sum along an axis, or the logarithm of that.</summary>
    internal sealed unsafe class Softmax : Operation
    {
        private readonly Action<int> forward;
        private readonly Action<int> backward;
        private Tensor x;
        private AxisLayout layout;
        private float* result;
        private float* target;
        private int perChunk;
        private bool isLogarithm;
        private bool first;

        /// <summary>Made by the tape.</summary>
        public Softmax()
        {
            forward = Forward;
            backward = Differentiate;
        }

        public static Tensor Of(Tensor x, int axis, bool isLogarithm)
        {
            x = x.Expanded();
            axis = AxisSet.Of(x.Shape, axis, isLogarithm ? "log_softmax" : "softmax");
            Softmax operation = Rent<Softmax>();
            operation.x = x;
            operation.layout = AxisLayout.Of(x.Shape, axis);
            operation.isLogarithm = isLogarithm;
            Tensor y = Tape.Current.New(x.Shape);
            operation.result = y.Pointer;
            Workers.Run(Chunk.Rows(operation.layout.Outer, (long)operation.layout.Length * operation.layout.Inner, out operation.perChunk), operation.forward);
            return operation.Record(y, x);
        }

        protected override void Backward()
        {
            target = GradientTarget(x, out first);
            Workers.Run(Chunk.Rows(layout.Outer, (long)layout.Length * layout.Inner, out perChunk), backward);
        }

        private void Forward(int chunk)
        {
            int end = Math.Min(layout.Outer, (chunk + 1) * perChunk), size = layout.Length * layout.Inner;
            if (size == 0) return;
            for (int o = chunk * perChunk; o < end; o++)
            {
                var from = new ReadOnlySpan<float>(x.Pointer + ((long)o * size), size);
                var to = new Span<float>(result + ((long)o * size), size);
                if (layout.Inner == 1) Row(from, to);
                else Columns(from, to);
            }
        }

        private void Row(ReadOnlySpan<float> from, Span<float> to)
        {
            float largest = TensorPrimitives.Max(from);
            TensorPrimitives.Subtract(from, largest, to);
            if (isLogarithm)
            {
                Span<float> powers = new(Scratch.Rent(2, from.Length), from.Length);
                TensorPrimitives.Exp(to, powers);
                TensorPrimitives.Subtract(to, MathF.Log(TensorPrimitives.Sum<float>(powers)), to);
                return;
            }

            TensorPrimitives.Exp(to, to);
            TensorPrimitives.Multiply(to, 1 / TensorPrimitives.Sum<float>(to), to);
        }

        private void Columns(ReadOnlySpan<float> from, Span<float> to)
        {
            int inner = layout.Inner;
            Span<float> largest = new(Scratch.Rent(2, 3L * inner), inner), sum = new(Scratch.Rent(2, 3L * inner) + inner, inner), power = new(Scratch.Rent(2, 3L * inner) + (2 * inner), inner);
            from[..inner].CopyTo(largest);
            for (int k = 1; k < layout.Length; k++) TensorPrimitives.Max(largest, from.Slice(k * inner, inner), largest);
            sum.Clear();
            for (int k = 0; k < layout.Length; k++)
            {
                Span<float> row = to.Slice(k * inner, inner);
                TensorPrimitives.Subtract(from.Slice(k * inner, inner), largest, row);
                TensorPrimitives.Exp(row, isLogarithm ? power : row);
                TensorPrimitives.Add(sum, isLogarithm ? power : row, sum);
            }

            if (isLogarithm) TensorPrimitives.Log(sum, sum);
            for (int k = 0; k < layout.Length; k++)
            {
                Span<float> row = to.Slice(k * inner, inner);
                if (isLogarithm) TensorPrimitives.Subtract(row, sum, row);
                else TensorPrimitives.Divide(row, sum, row);
            }
        }

        // Softmax: y (g - sum(y g)); its logarithm: g - e^y sum(g).
        private void Differentiate(int chunk)
        {
            int end = Math.Min(layout.Outer, (chunk + 1) * perChunk), inner = layout.Inner, size = layout.Length * inner;
            Span<float> sum = new(Scratch.Rent(2, 2L * inner), inner), product = new(Scratch.Rent(2, 2L * inner) + inner, inner);
            for (int o = chunk * perChunk; o < end; o++)
            {
                float* y = result + ((long)o * size), g = Result.GradientPointer + ((long)o * size), to = target + ((long)o * size);
                if (inner == 1)
                {
                    RowGradient(new(y, size), new(g, size), new(to, size));
                    continue;
                }

                sum.Clear();
                for (int k = 0; k < size; k += inner)
                {
                    if (isLogarithm) TensorPrimitives.Add(sum, new ReadOnlySpan<float>(g + k, inner), sum);
                    else TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(y + k, inner), new ReadOnlySpan<float>(g + k, inner), sum, sum);
                }

                for (int k = 0; k < size; k += inner)
                {
                    var row = new Span<float>(to + k, inner);
                    if (isLogarithm)
                    {
                        TensorPrimitives.Exp(new ReadOnlySpan<float>(y + k, inner), product);
                        TensorPrimitives.Multiply(product, sum, product);
                        TensorPrimitives.Subtract(new ReadOnlySpan<float>(g + k, inner), product, product);
                    }
                    else
                    {
                        TensorPrimitives.Subtract(new ReadOnlySpan<float>(g + k, inner), sum, product);
                        TensorPrimitives.Multiply(product, new ReadOnlySpan<float>(y + k, inner), product);
                    }

                    if (first) product.CopyTo(row);
                    else TensorPrimitives.Add(row, product, row);
                }
            }
        }

        private void RowGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> g, Span<float> to)
        {
            Span<float> slope = new(Scratch.Rent(3, y.Length), y.Length);
            if (isLogarithm)
            {
                TensorPrimitives.Exp(y, slope);
                TensorPrimitives.Multiply(slope, TensorPrimitives.Sum(g), slope);
                TensorPrimitives.Subtract(g, slope, slope);
            }
            else
            {
                TensorPrimitives.Subtract(g, TensorPrimitives.Dot(y, g), slope);
                TensorPrimitives.Multiply(slope, y, slope);
            }

            if (first) slope.CopyTo(to);
            else TensorPrimitives.Add(to, slope, to);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>e^x over the sum of e^x along an axis (torch.softmax).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Softmax(int axis = -1) => Operations.Attention.Softmax.Of(this, axis, isLogarithm: false);

        /// <summary>The logarithm of the softmax along an axis (torch.log_softmax).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor LogSoftmax(int axis = -1) => Operations.Attention.Softmax.Of(this, axis, isLogarithm: true);
    }
}
