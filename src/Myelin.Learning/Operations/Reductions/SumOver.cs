using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Reductions
{
    /// <summary>Sums over axes, times a factor.</summary>
    internal sealed unsafe class SumOver : Operation
    {
        private readonly Action<int> spread;
        private Tensor x;
        private Broadcast layout;
        private float scale;
        private float* target;
        private bool first;

        /// <summary>Made by the tape.</summary>
        public SumOver() => spread = Spread;

        public static Tensor Of(Tensor x, ReadOnlySpan<int> axes, bool keep, bool isMean, string name)
        {
            x = x.Expanded();
            uint mask = AxisSet.Of(x.Shape, axes, name);
            SumOver operation = Rent<SumOver>();
            operation.x = x;
            Shape kept = AxisSet.Reduced(x.Shape, mask, keep: true);
            operation.scale = isMean ? (float)kept.Count / Math.Max(1, x.Shape.Count) : 1;
            operation.layout = Broadcast.Of(x.Shape, kept, name);
            Tensor y = Tape.Current.New(keep ? kept : AxisSet.Reduced(x.Shape, mask, keep: false));
            AxisSum.Run(x.Pointer, x.Shape, mask, y.Pointer, add: false, operation.scale);
            return operation.Record(y, x);
        }

        protected override void Backward()
        {
            target = GradientTarget(x, out first);
            Workers.Run(Chunk.Count(x.Shape.Count), spread);
        }

        private void Spread(int chunk)
        {
            (long at, int length) = Chunk.Range(chunk, x.Shape.Count);
            float* gradient = Result.GradientPointer;
            for (long end = at + length; at < end;)
            {
                (long row, long inside) = Math.DivRem(at, layout.Run);
                int now = (int)Math.Min(layout.Run - inside, end - at);
                float* from = gradient + layout.Start(row).Right;
                var to = new Span<float>(target + at, now);
                if (layout.RightRuns)
                {
                    var run = new ReadOnlySpan<float>(from + inside, now);
                    if (first) TensorPrimitives.Multiply(run, scale, to);
                    else TensorPrimitives.MultiplyAdd(run, scale, to, to);
                }
                else if (first)
                {
                    to.Fill(*from * scale);
                }
                else
                {
                    TensorPrimitives.Add(to, *from * scale, to);
                }

                at += now;
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The sum of all numbers (torch.sum).</summary>
        public Tensor Sum() => SumOver.Of(this, [], keep: false, isMean: false, "sum");

        /// <summary>Sums over axes (torch.sum).</summary>
        /// <param name="axes">Axes, negative ones counted from the end; none means all.</param>
        /// <param name="keep">Whether the axes stay, with length 1.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Sum(ReadOnlySpan<int> axes, bool keep = false) => SumOver.Of(this, axes, keep, isMean: false, "sum");

        /// <summary>The mean of all numbers (torch.mean).</summary>
        public Tensor Mean() => SumOver.Of(this, [], keep: false, isMean: true, "mean");

        /// <summary>Means over axes (torch.mean).</summary>
        /// <param name="axes">Axes, negative ones counted from the end; none means all.</param>
        /// <param name="keep">Whether the axes stay, with length 1.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Mean(ReadOnlySpan<int> axes, bool keep = false) => SumOver.Of(this, axes, keep, isMean: true, "mean");
    }
}
