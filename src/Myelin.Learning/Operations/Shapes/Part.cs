using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Operations.Shapes;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Shapes
{
    /// <summary>A part of a tensor along an axis, or a tensor with zeros around it: the same copy forwards and backwards.</summary>
    internal sealed unsafe class Part : Operation
    {
        private Tensor x;
        private int outer;
        private int row;
        private int part;
        private int offset;
        private bool pads;

        /// <summary>The part of an axis that starts somewhere.</summary>
        public static Tensor Of(Tensor x, int axis, int start, int length)
        {
            Shape shape = x.Shape;
            axis = AxisSet.Of(shape, axis, "narrow");
            if (start < 0 || length < 0 || start + length > shape[axis])
                throw new ArgumentException($"narrow: axis {axis} of the shape {shape} has no elements {start} to {start + length - 1}.");
            x = x.Expanded();
            Shape result = shape.With(axis, length);
            if (shape.Product(0, axis) == 1) return Tape.Current.View(x, result, (long)start * shape.Product(axis + 1), x.RequiresGradient);
            Part operation = Rent<Part>();
            operation.pads = false;
            operation.row = shape.Product(axis);
            operation.part = result.Product(axis);
            return operation.Compute(x, result, axis, start * shape.Product(axis + 1));
        }

        /// <summary>With so many zeros before and after along an axis.</summary>
        public static Tensor Padded(Tensor x, int axis, int before, int after)
        {
            Shape shape = x.Shape;
            axis = AxisSet.Of(shape, axis, "pad");
            if (before < 0 || after < 0) throw new ArgumentException($"pad: axis {axis} of the shape {shape} can get no {before} and {after} zeros; both must be at least 0.");
            Part operation = Rent<Part>();
            Shape result = shape.With(axis, shape[axis] + before + after);
            operation.pads = true;
            operation.row = result.Product(axis);
            operation.part = shape.Product(axis);
            return operation.Compute(x.Expanded(), result, axis, before * shape.Product(axis + 1));
        }

        protected override void Backward()
        {
            float* target = GradientTarget(x, out bool first), gradient = Result.GradientPointer;
            if (first && !pads) new Span<float>(target, checked((int)x.Shape.Count)).Clear();
            for (int o = 0; o < outer; o++)
            {
                long whole = ((long)o * row) + offset, piece = (long)o * part;
                var from = new ReadOnlySpan<float>(gradient + (pads ? whole : piece), part);
                var to = new Span<float>(target + (pads ? piece : whole), part);
                if (first) from.CopyTo(to);
                else TensorPrimitives.Add(to, from, to);
            }
        }

        private Tensor Compute(Tensor x, Shape result, int axis, int offset)
        {
            this.x = x;
            this.offset = offset;
            outer = result.Product(0, axis);
            Tensor y = Tape.Current.New(result);
            if (pads)
            {
                y.Values.Clear();
                y.Storage.Active = x.Storage.Active;
            }

            for (int o = 0; o < outer; o++)
            {
                long whole = ((long)o * row) + offset, piece = (long)o * part;
                new ReadOnlySpan<float>(x.Pointer + (pads ? piece : whole), part).CopyTo(new Span<float>(y.Pointer + (pads ? whole : piece), part));
            }

            return Record(y, x);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>A part of the tensor along an axis (torch.narrow); no copy where the axis is the outermost.</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="start">The first element.</param>
        /// <param name="length">Number of elements.</param>
        /// <exception cref="ArgumentException">There are no such elements.</exception>
        public Tensor Narrow(int axis, int start, int length) => Part.Of(this, axis, start, length);

        /// <summary>With zeros before and after along an axis (torch.nn.functional.pad).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="before">Zeros before.</param>
        /// <param name="after">Zeros after.</param>
        /// <exception cref="ArgumentException">A number of zeros is negative.</exception>
        public Tensor Pad(int axis, int before, int after) => Part.Padded(this, axis, before, after);
    }
}
