using System.Runtime.Intrinsics;
using Myelin.Learning.Layers;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations
{
    /// <summary>
    /// y = x W^T + b over the innermost axis. An input that repeats over time is projected once, and its gradient is summed before the product;
    /// an input that is mostly zeros costs what is not.
    /// </summary>
    internal sealed unsafe class Linear : Operation
    {
        private readonly Action<int> sumColumns;
        private Tensor x;
        private Tensor weight;
        private Tensor bias;
        private Tensor indices;
        private Tensor counts;
        private int rows;
        private int terms;
        private int columns;
        private float* biasGradient;
        private PresynapticTrace? trace;
        private float biasFactor = 1;

        /// <summary>Made by the tape.</summary>
        public Linear() => sumColumns = SumColumns;

        public static Tensor Of(Tensor x, Tensor weight, Tensor bias, PresynapticTrace? trace = null)
        {
            Shape shape = x.Shape;
            if (weight.Shape.Rank != 2 || shape.Rank < 1 || shape[^1] != weight.Shape[1])
                throw new ArgumentException($"linear: the innermost axis of the input {shape} must be as long as a row of the weights {weight.Shape} ([out, in]).");
            if (bias.Exists && (bias.Shape.Rank != 1 || bias.Shape[0] != weight.Shape[0]))
                throw new ArgumentException($"linear: the bias {bias.Shape} must have one number for each row of the weights {weight.Shape} ([out, in]).");
            Linear operation = Rent<Linear>();
            operation.x = x;
            operation.weight = weight;
            operation.bias = bias;
            operation.trace = trace;
            operation.terms = weight.Shape[1];
            operation.columns = weight.Shape[0];
            return operation.Record(operation.Compute(shape.With(^1, weight.Shape[0])), x, weight, bias);
        }

        protected override void Backward()
        {
            float* gradient = Result.GradientPointer;
            if (x.RequiresGradient)
            {
                float* target = GradientTarget(x, out bool first);
                MatrixProduct.Multiply(gradient, false, weight.Pointer, false, target, rows, terms, columns, !first);
            }

            if (weight.RequiresGradient)
            {
                float* target = GradientTarget(weight, out bool first);
                if (trace is { IsUsed: true })
                {
                    MatrixProduct.Multiply(gradient, true, trace.Traced.Pointer, false, target, columns, terms, rows, !first);
                }
                else if (counts.Exists)
                {
                    float* turned = Scratch.Rent(5, (long)terms * columns);
                    SpikeGradient(gradient, turned);
                    Transposition.Run(turned, target, terms, columns, !first);
                }
                else
                {
                    MatrixProduct.Multiply(gradient, true, x.Pointer, false, target, columns, terms, rows, !first);
                }
            }

            if (bias.Exists && bias.RequiresGradient)
            {
                fixed (float* sums = GradientOf(bias))
                {
                    biasGradient = sums;
                    biasFactor = trace is { IsUsed: true } ? trace.BiasFactor : 1;
                    Workers.Run((columns + 63) / 64, sumColumns);
                }
            }
        }

        private void SpikeGradient(float* gradient, float* turned)
        {
            long active = 0;
            for (int r = 0; r < rows; r++) active += ((int*)counts.Pointer)[r];
            Tape tape = Tape.Current;
            Tensor starts = tape.New([ActiveColumns.Blocks(rows), terms + 1]), places = tape.New([checked((int)((active + 2) / 2))]), values = tape.New([checked((int)active + 1)]);
            ActiveColumns.List(x.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, (int*)starts.Pointer, (ushort*)places.Pointer, values.Pointer, rows, terms);
            SpikeProduct.MultiplyTransposed((int*)starts.Pointer, (ushort*)places.Pointer, values.Pointer, gradient, turned, rows, terms, columns, add: false);
        }

        private Tensor Compute(Shape shape)
        {
            Tape tape = Tape.Current;
            Tensor y = x.Repeats && shape.Rank > 1 ? tape.NewRepeated(shape) : tape.New(shape);
            rows = terms == 0 ? checked((int)(y.Storage.Stored / Math.Max(1, columns))) : checked((int)(x.Storage.Stored / terms));
            float* start = bias.Exists ? bias.Pointer : null;
            indices = default;
            counts = default;
            if (!Activity.IsSparse(x, terms))
            {
                MatrixProduct.Multiply(x.Pointer, false, weight.Pointer, true, y.Pointer, rows, columns, terms, add: false, start);
                return y;
            }

            indices = tape.New([checked((int)((((long)rows * terms) + 1) / 2))]);
            counts = tape.New([rows]);
            ActiveRows.List(x.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, rows, terms);
            float* turned = Scratch.Rent(5, (long)terms * columns);
            Transposition.Run(weight.Pointer, turned, columns, terms);
            SpikeProduct.Multiply(x.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, turned, start, y.Pointer, rows, terms, columns);
            return y;
        }

        private void SumColumns(int chunk)
        {
            float* gradient = Result.GradientPointer;
            int c = chunk * 64, end = Math.Min(columns, c + 64);
            for (; c + 16 <= end; c += 16)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int r = 0; r < rows; r++) sum += Vector512.Load(gradient + ((long)r * columns) + c);
                ((sum * biasFactor) + Vector512.Load(biasGradient + c)).Store(biasGradient + c);
            }

            for (; c < end; c++)
            {
                float sum = 0;
                for (int r = 0; r < rows; r++) sum += gradient[((long)r * columns) + c];
                biasGradient[c] += sum * biasFactor;
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>x W^T + b over the innermost axis (torch.nn.functional.linear).</summary>
        /// <param name="weight">[out, in].</param>
        /// <param name="bias">[out]; may be left out.</param>
        /// <returns>[..., out].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor Linear(Tensor weight, Tensor bias = default) => Operations.Linear.Of(this, weight, bias);
    }
}
