using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations
{
    /// <summary>Writes out a tensor that repeats one slice, for operations that need every element.</summary>
    internal sealed class Expand : Operation
    {
        private Tensor x;

        public static unsafe Tensor Of(Tensor x)
        {
            Expand operation = Rent<Expand>();
            operation.x = x;
            Tensor y = Tape.Current.New(x.Shape);
            int slice = checked((int)x.Storage.Stored);
            var source = new Span<float>(x.Pointer, slice);
            Span<float> target = y.Values;
            for (int t = 0; t < x.Shape[0]; t++) source.CopyTo(target.Slice(t * slice, slice));
            return operation.Record(y, x);
        }

        protected override void Backward()
        {
            Span<float> sum = GradientOf(x), gradient = Result.Gradient;
            for (int t = 0; t < x.Shape[0]; t++) TensorPrimitives.Add(sum, gradient.Slice(t * sum.Length, sum.Length), sum);
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>With a number for every element: itself, or the slice that it repeats written out.</summary>
        public Tensor Expanded() => Repeats ? Operations.Expand.Of(this) : this;

        /// <summary>Lengths of the axes of the numbers that there are: 1 for an axis along which they repeat.</summary>
        internal Shape StoredShape => Repeats ? Shape.With(0, 1) : Shape;

        /// <summary>Whether no number is NaN or infinite.</summary>
        internal unsafe bool IsFinite() =>
            TensorPrimitives.IsFiniteAll<float>(new ReadOnlySpan<float>(Pointer, checked((int)Storage.Stored)));
    }
}
