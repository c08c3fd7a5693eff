using Myelin.Learning.Operations.Attention;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Attention
{
    /// <summary>Products of the matrices that the two innermost axes are; small ones are computed side by side, large ones each on all threads.</summary>
    internal sealed unsafe class BatchedProduct : Operation
    {
        private const long Small = 2_000_000;

        private readonly Action<int> one;
        private Tensor a;
        private Tensor b;
        private bool transposeA;
        private bool transposeB;
        private int batch;
        private int rows;
        private int columns;
        private int terms;
        private Factors now;

        /// <summary>Made by the tape.</summary>
        public BatchedProduct() => one = One;

        public static Tensor Of(Tensor a, Tensor b, bool transposeA, bool transposeB)
        {
            Shape left = a.Shape, right = b.Shape;
            if (left.Rank < 2 || right.Rank < 2) throw Refusal(left, right, "both need two axes at least");
            if (left[transposeA ? ^2 : ^1] != right[transposeB ? ^1 : ^2]) throw Refusal(left, right, "the axes that are summed over differ");
            if (right.Rank > 2 && left.Slice(0, left.Rank - 2) != right.Slice(0, right.Rank - 2)) throw Refusal(left, right, "the axes in front of the matrices differ");
            BatchedProduct operation = Rent<BatchedProduct>();
            operation.a = a = a.Expanded();
            operation.b = b = b.Expanded();
            operation.transposeA = transposeA;
            operation.transposeB = transposeB;
            operation.batch = left.Product(0, left.Rank - 2);
            operation.rows = left[transposeA ? ^1 : ^2];
            operation.terms = left[transposeA ? ^2 : ^1];
            operation.columns = right[transposeB ? ^2 : ^1];
            Tensor y = Tape.Current.New(left.With(^2, operation.rows).With(^1, operation.columns));
            operation.Multiply(new Factors
            {
                A = a.Pointer, TransposeA = transposeA, StepA = operation.SizeA,
                B = b.Pointer, TransposeB = transposeB, StepB = right.Rank > 2 ? operation.SizeB : 0,
                C = y.Pointer, StepC = operation.SizeC, Rows = operation.rows, Columns = operation.columns, Terms = operation.terms,
            });
            return operation.Record(y, a, b);
        }

        protected override void Backward()
        {
            float* gradient = Result.GradientPointer;
            bool shared = b.Shape.Rank == 2 && batch > 1;
            long stepB = b.Shape.Rank > 2 ? SizeB : 0;
            if (a.RequiresGradient)
            {
                float* target = GradientTarget(a, out bool first);
                Multiply(!transposeA
                    ? new Factors { A = gradient, StepA = SizeC, B = b.Pointer, TransposeB = !transposeB, StepB = stepB, C = target, StepC = SizeA, Rows = rows, Columns = terms, Terms = columns, Add = !first }
                    : new Factors { A = b.Pointer, TransposeA = transposeB, StepA = stepB, B = gradient, TransposeB = true, StepB = SizeC, C = target, StepC = SizeA, Rows = terms, Columns = rows, Terms = columns, Add = !first });
            }

            if (b.RequiresGradient)
            {
                float* target = GradientTarget(b, out bool first);
                Factors factors = !transposeB
                    ? new Factors { A = a.Pointer, TransposeA = !transposeA, StepA = SizeA, B = gradient, StepB = SizeC, C = target, StepC = stepB, Rows = terms, Columns = columns, Terms = rows, Add = !first }
                    : new Factors { A = gradient, TransposeA = true, StepA = SizeC, B = a.Pointer, TransposeB = transposeA, StepB = SizeA, C = target, StepC = stepB, Rows = columns, Columns = terms, Terms = rows, Add = !first };
                if (shared) MultiplyInTurn(factors);
                else Multiply(factors);
            }
        }

        private long SizeA => (long)rows * terms;

        private long SizeB => (long)terms * columns;

        private long SizeC => (long)rows * columns;

        private static ArgumentException Refusal(Shape left, Shape right, string why) => new($"matmul: the shapes {left} and {right} do not fit: {why}.");

        private void Multiply(in Factors factors)
        {
            now = factors;
            if (batch == 1 || (long)rows * columns * terms > Small)
            {
                MultiplyInTurn(factors);
                return;
            }

            Workers.Run(batch, one);
        }

        // One after the other, each on all threads; the gradient of a factor that all share adds up in order.
        private void MultiplyInTurn(Factors f)
        {
            for (int i = 0; i < batch; i++)
            {
                bool add = f.Add || (f.StepC == 0 && i > 0);
                MatrixProduct.Multiply(f.A + (i * f.StepA), f.TransposeA, f.B + (i * f.StepB), f.TransposeB, f.C + (i * f.StepC), f.Rows, f.Columns, f.Terms, add);
            }
        }

        private void One(int i) =>
            MatrixProduct.OnOneThread(
                now.A + (i * now.StepA), now.TransposeA, now.B + (i * now.StepB), now.TransposeB, now.C + (i * now.StepC), now.Rows, now.Columns, now.Terms, now.Add);

        private struct Factors
        {
            public float* A;
            public float* B;
            public float* C;
            public long StepA;
            public long StepB;
            public long StepC;
            public int Rows;
            public int Columns;
            public int Terms;
            public bool TransposeA;
            public bool TransposeB;
            public bool Add;
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Products of the matrices that the two innermost axes are (torch.matmul), of which each may be transposed.</summary>
        /// <param name="other">The right factors; one matrix [k, n] is used for all.</param>
        /// <param name="transposeThis">Whether the left factors are transposed in memory: [..., k, m] instead of [..., m, k].</param>
        /// <param name="transposeOther">Whether the right factors are: [..., n, k] instead of [..., k, n].</param>
        /// <returns>[..., m, n].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor Matmul(Tensor other, bool transposeThis = false, bool transposeOther = false) => BatchedProduct.Of(this, other, transposeThis, transposeOther);
    }
}
