using Myelin.Learning.Operations.Lookups;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Lookups
{
    /// <summary>Picks, or adds, single numbers by an index along an axis: each the other's derivative.</summary>
    internal sealed unsafe class Gather : Operation
    {
        private Tensor x;
        private Tensor source;
        private Tensor indices;
        private AxisLayout whole;
        private AxisLayout picked;
        private bool scatters;

        /// <summary>Picks numbers.</summary>
        public static Tensor Of(Tensor x, int axis, ReadOnlySpan<int> indices, Shape result)
        {
            x = x.Expanded();
            Gather operation = Rent<Gather>();
            operation.scatters = false;
            operation.x = x;
            operation.source = default;
            operation.Set(x.Shape, result, axis, indices, "gather");
            Tensor y = Tape.Current.New(result);
            operation.Walk(x.Pointer, y.Pointer, adds: false);
            return operation.Record(y, x);
        }

        /// <summary>Adds numbers.</summary>
        public static Tensor Scattered(Tensor x, int axis, ReadOnlySpan<int> indices, Tensor source)
        {
            x = x.Expanded();
            source = source.Expanded();
            Gather operation = Rent<Gather>();
            operation.scatters = true;
            operation.x = x;
            operation.source = source;
            operation.Set(x.Shape, source.Shape, axis, indices, "scatter_add");
            Tensor y = Tape.Current.New(x.Shape);
            x.Values.CopyTo(y.Values);
            operation.Walk(y.Pointer, source.Pointer, adds: true);
            return operation.Record(y, x, source);
        }

        protected override void Backward()
        {
            float* gradient = Result.GradientPointer;
            if (!scatters)
            {
                fixed (float* target = GradientOf(x)) Walk(target, gradient, adds: true);
                return;
            }

            if (x.RequiresGradient)
            {
                Span<float> target = GradientOf(x);
                TensorPrimitives.Add(target, Result.Gradient, target);
            }

            if (source.RequiresGradient)
            {
                fixed (float* target = GradientOf(source)) Walk(gradient, target, adds: false, keeps: true);
            }
        }

        private void Set(Shape shape, Shape other, int axis, ReadOnlySpan<int> list, string name)
        {
            axis = AxisSet.Of(shape, axis, name);
            if (other.Rank != shape.Rank || other.With(axis, 0) != shape.With(axis, 0))
                throw new ArgumentException($"{name}: the shapes {shape} and {other} must be the same but for axis {axis}.");
            if (list.Length != other.Count) throw new ArgumentException($"{name}: the shape {other} needs {other.Count} indices, got {list.Length}.");
            foreach (int index in list)
            {
                if ((uint)index >= (uint)shape[axis]) throw new ArgumentException($"{name}: axis {axis} of the shape {shape} has no index {index}.");
            }

            whole = AxisLayout.Of(shape, axis);
            picked = AxisLayout.Of(other, axis);
            indices = Tape.Current.New([list.Length]);
            list.CopyTo(new Span<int>((int*)indices.Pointer, list.Length));
        }

        private void Walk(float* large, float* small, bool adds, bool keeps = false)
        {
            int* index = (int*)indices.Pointer;
            int inner = whole.Inner;
            for (int o = 0; o < whole.Outer; o++, large += (long)whole.Length * inner)
            {
                for (int k = 0; k < picked.Length; k++)
                {
                    for (int i = 0; i < inner; i++, index++, small++)
                    {
                        float* at = large + ((long)*index * inner) + i;
                        if (adds) *at += *small;
                        else *small = keeps ? *small + *at : *at;
                    }
                }
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Single numbers, by an index along an axis for each (torch.gather).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="indices">One for each element of the result, row-major.</param>
        /// <param name="shape">Shape of the indices and the result: the same as this but for the axis.</param>
        /// <exception cref="ArgumentException">The shapes do not fit, or there is no such index.</exception>
        public Tensor Gather(int axis, ReadOnlySpan<int> indices, Shape shape) => Operations.Lookups.Gather.Of(this, axis, indices, shape);

        /// <summary>This, with numbers added at an index along an axis for each (torch.scatter_add).</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="indices">One for each element of the source, row-major; where one comes again, both are added.</param>
        /// <param name="source">What is added: the same shape as this but for the axis.</param>
        /// <exception cref="ArgumentException">The shapes do not fit, or there is no such index.</exception>
        public Tensor ScatterAdd(int axis, ReadOnlySpan<int> indices, Tensor source) => Operations.Lookups.Gather.Scattered(this, axis, indices, source);
    }
}
