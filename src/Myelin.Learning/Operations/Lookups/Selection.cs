using Myelin.Learning.Operations.Lookups;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Lookups
{
    /// <summary>Slices along an axis, by their indices; an index may come more than once.</summary>
    internal sealed unsafe class Selection : Operation
    {
        private Tensor x;
        private Tensor indices;
        private int count;
        private AxisLayout layout;

        public static Tensor Of(Tensor x, int axis, ReadOnlySpan<int> indices, Shape result, string name)
        {
            x = x.Expanded();
            Shape shape = x.Shape;
            foreach (int index in indices)
            {
                if ((uint)index >= (uint)shape[axis]) throw new ArgumentException($"{name}: axis {axis} of the shape {shape} has no index {index}.");
            }

            Selection operation = Rent<Selection>();
            operation.x = x;
            operation.count = indices.Length;
            operation.layout = AxisLayout.Of(shape, axis);
            Tape tape = Tape.Current;
            operation.indices = tape.New([indices.Length]);
            indices.CopyTo(new Span<int>((int*)operation.indices.Pointer, indices.Length));
            Tensor y = tape.New(result);
            int inner = operation.layout.Inner;
            float* to = y.Pointer;
            for (int o = 0; o < operation.layout.Outer; o++)
            {
                float* from = x.Pointer + ((long)o * operation.layout.Length * inner);
                foreach (int index in indices)
                {
                    new Span<float>(from + ((long)index * inner), inner).CopyTo(new Span<float>(to, inner));
                    to += inner;
                }
            }

            return operation.Record(y, x);
        }

        protected override void Backward()
        {
            Span<float> target = GradientOf(x);
            float* from = Result.GradientPointer;
            int inner = layout.Inner, size = layout.Length * inner;
            for (int o = 0; o < layout.Outer; o++)
            {
                for (int i = 0; i < count; i++, from += inner)
                {
                    Span<float> to = target.Slice((o * size) + (((int*)indices.Pointer)[i] * inner), inner);
                    TensorPrimitives.Add(to, new ReadOnlySpan<float>(from, inner), to);
                }
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Slices along an axis by their indices (torch.index_select).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="indices">Which slices; one may come more than once.</param>
        /// <exception cref="ArgumentException">There is no such axis or index.</exception>
        public Tensor IndexSelect(int axis, ReadOnlySpan<int> indices)
        {
            axis = AxisSet.Of(Shape, axis, "index_select");
            return Selection.Of(this, axis, indices, Shape.With(axis, indices.Length), "index_select");
        }

        /// <summary>Rows of a table by their indices (torch.nn.functional.embedding); this is the table, [V, E].</summary>
        /// <param name="indices">Which rows.</param>
        /// <param name="shape">How the indices lie; it has as many elements as there are indices.</param>
        /// <returns>The shape, and an axis of E.</returns>
        /// <exception cref="ArgumentException">The shapes do not fit, or there is no such row.</exception>
        public Tensor Embedding(ReadOnlySpan<int> indices, Shape shape)
        {
            if (Shape.Rank != 2) throw new ArgumentException($"embedding: the table {Shape} must have two axes, [rows, columns].");
            if (indices.Length != shape.Count) throw new ArgumentException($"embedding: the shape {shape} has {shape.Count} elements, got {indices.Length} indices.");
            Span<int> lengths = stackalloc int[shape.Rank + 1];
            shape.CopyTo(lengths);
            lengths[^1] = Shape[1];
            return Selection.Of(this, 0, indices, Shape.Create(lengths), "embedding");
        }
    }
}
