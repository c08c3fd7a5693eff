using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Operations.Shapes;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Shapes
{
    /// <summary>Tensors one after the other along an axis.</summary>
    internal sealed unsafe class Concatenation : Operation
    {
        private readonly List<Tensor> parts = [];
        private int outer;
        private int row;

        public static Tensor Of(ReadOnlySpan<Tensor> tensors, int axis, string name)
        {
            if (tensors.IsEmpty) throw new ArgumentException($"{name}: there is no tensor.");
            Shape shape = tensors[0].Shape;
            axis = AxisSet.Of(shape, axis, name);
            int length = 0;
            foreach (Tensor tensor in tensors)
            {
                Shape other = tensor.Shape;
                if (other.Rank != shape.Rank || other.With(axis, 0) != shape.With(axis, 0))
                    throw new ArgumentException($"{name}: the shapes {shape} and {other} must be the same but for axis {axis}.");
                length += other[axis];
            }

            return Rent<Concatenation>().Compute(tensors, shape.With(axis, length), axis);
        }

        public static Tensor Stack(ReadOnlySpan<Tensor> tensors, Shape result) => Rent<Concatenation>().Compute(tensors, result, 0);

        private Tensor Compute(ReadOnlySpan<Tensor> tensors, Shape result, int axis)
        {
            parts.Clear();
            foreach (Tensor tensor in tensors) parts.Add(tensor.Expanded());
            outer = result.Product(0, axis);
            row = result.Product(axis);
            Tensor y = Tape.Current.New(result);
            long active = 0;
            int offset = 0;
            foreach (Tensor part in parts)
            {
                int width = checked((int)(part.Shape.Count / Math.Max(1, outer)));
                for (int o = 0; o < outer; o++)
                    new Span<float>(part.Pointer + ((long)o * width), width).CopyTo(new Span<float>(y.Pointer + ((long)o * row) + offset, width));
                offset += width;
                active = active < 0 || part.Storage.Active < 0 ? -1 : active + part.Storage.Active;
            }

            y.Storage.Active = active;
            return Record(y, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
        }

        protected override void Backward()
        {
            int offset = 0;
            foreach (Tensor part in parts)
            {
                int width = checked((int)(part.Shape.Count / Math.Max(1, outer)));
                if (part.RequiresGradient)
                {
                    float* target = GradientTarget(part, out bool first);
                    for (int o = 0; o < outer; o++)
                    {
                        var from = new ReadOnlySpan<float>(Result.GradientPointer + ((long)o * row) + offset, width);
                        var to = new Span<float>(target + ((long)o * width), width);
                        if (first) from.CopyTo(to);
                        else TensorPrimitives.Add(to, from, to);
                    }
                }

                offset += width;
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Tensors one after the other along an axis (torch.cat).</summary>
        /// <param name="tensors">At least one; their shapes are the same but for the axis.</param>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public static Tensor Concatenate(ReadOnlySpan<Tensor> tensors, int axis = 0) => Concatenation.Of(tensors, axis, "cat");

        /// <summary>Tensors of one shape along a new axis in front (torch.stack).</summary>
        /// <param name="tensors">At least one.</param>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public static Tensor Stack(ReadOnlySpan<Tensor> tensors)
        {
            if (tensors.IsEmpty) throw new ArgumentException("stack: there is no tensor.");
            Shape shape = tensors[0].Shape;
            foreach (Tensor tensor in tensors)
            {
                if (tensor.Shape != shape) throw new ArgumentException($"stack: the shapes {shape} and {tensor.Shape} must be the same.");
            }

            return Concatenation.Stack(tensors, shape.Under(tensors.Length));
        }
    }
}
