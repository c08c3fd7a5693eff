using System.Runtime.CompilerServices;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Operations.Shapes;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Shapes
{
    /// <summary>The same numbers with axes in another order.</summary>
    internal sealed unsafe class Permutation : Operation
    {
        private readonly Action<int> forward;
        private readonly Action<int> backward;
        private Tensor x;
        private Numbers lengths;
        private Numbers strides;
        private float* whole;
        private float* permuted;
        private int rank;
        private int rows;
        private int perChunk;
        private bool first;

        /// <summary>Made by the tape.</summary>
        public Permutation()
        {
            forward = Forward;
            backward = Differentiate;
        }

        public static Tensor Of(Tensor x, ReadOnlySpan<int> axes, string name)
        {
            x = x.Expanded();
            Shape shape = x.Shape;
            uint seen = 0;
            foreach (int axis in axes) seen |= 1u << AxisSet.Of(shape, axis, name);
            if (axes.Length != shape.Rank || seen != (1u << shape.Rank) - 1)
                throw new ArgumentException($"{name}: every axis of the shape {shape} must be named once, got {axes.Length} axes that name {System.Numerics.BitOperations.PopCount(seen)}.");
            Permutation operation = Rent<Permutation>();
            operation.x = x;
            operation.rank = shape.Rank;
            Span<int> result = stackalloc int[shape.Rank];
            for (int i = 0; i < axes.Length; i++)
            {
                int axis = AxisSet.Of(shape, axes[i], name);
                result[i] = operation.lengths[i] = shape[axis];
                operation.strides[i] = shape.Product(axis + 1);
            }

            Tensor y = Tape.Current.New(Shape.Create(result));
            y.Storage.Active = x.Storage.Active;
            operation.whole = x.Pointer;
            operation.permuted = y.Pointer;
            Workers.Run(operation.Chunks(), operation.forward);
            return operation.Record(y, x);
        }

        protected override void Backward()
        {
            whole = GradientTarget(x, out first);
            permuted = Result.GradientPointer;
            Workers.Run(Chunks(), backward);
        }

        private int Chunks()
        {
            int inner = rank == 0 ? 1 : lengths[rank - 1];
            rows = inner == 0 ? 0 : checked((int)(x.Shape.Count / inner));
            return Chunk.Rows(rows, inner, out perChunk);
        }

        private float* Start(int row)
        {
            float* start = whole;
            for (int i = rank - 2; i >= 0; i--)
            {
                start += (long)(row % lengths[i]) * strides[i];
                row /= lengths[i];
            }

            return start;
        }

        private void Forward(int chunk)
        {
            int inner = rank == 0 ? 1 : lengths[rank - 1], stride = rank == 0 ? 1 : strides[rank - 1];
            for (int r = chunk * perChunk; r < Math.Min(rows, (chunk + 1) * perChunk); r++)
            {
                float* from = Start(r), to = permuted + ((long)r * inner);
                if (stride == 1) new Span<float>(from, inner).CopyTo(new Span<float>(to, inner));
                else for (int i = 0; i < inner; i++) to[i] = from[(long)i * stride];
            }
        }

        private void Differentiate(int chunk)
        {
            int inner = rank == 0 ? 1 : lengths[rank - 1], stride = rank == 0 ? 1 : strides[rank - 1];
            for (int r = chunk * perChunk; r < Math.Min(rows, (chunk + 1) * perChunk); r++)
            {
                float* to = Start(r), from = permuted + ((long)r * inner);
                if (first) for (int i = 0; i < inner; i++) to[(long)i * stride] = from[i];
                else for (int i = 0; i < inner; i++) to[(long)i * stride] += from[i];
            }
        }

        [InlineArray(Shape.MaximumRank)]
        private struct Numbers
        {
            private int first;
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The same numbers with axes in another order (torch.permute); a copy.</summary>
        /// <param name="axes">For every axis of the result the axis that it was, negative ones counted from the end.</param>
        /// <exception cref="ArgumentException">An axis is missing or named twice.</exception>
        public Tensor Permute(params ReadOnlySpan<int> axes) => Permutation.Of(this, axes, "permute");

        /// <summary>The same numbers with two axes exchanged (torch.transpose); a copy.</summary>
        /// <param name="first">One axis, negative counted from the end.</param>
        /// <param name="second">The other.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Transpose(int first, int second)
        {
            Span<int> axes = stackalloc int[Shape.Rank];
            for (int i = 0; i < axes.Length; i++) axes[i] = i;
            int a = AxisSet.Of(Shape, first, "transpose"), b = AxisSet.Of(Shape, second, "transpose");
            (axes[a], axes[b]) = (b, a);
            return Permutation.Of(this, axes, "transpose");
        }
    }
}
