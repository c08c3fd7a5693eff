using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Losses;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>
    /// The negative logarithm of the probability of the right class, of scores or of logarithms of probabilities. Classes are the second axis,
    /// or the only one.
    /// </summary>
    internal sealed unsafe class CrossEntropy : Operation
    {
        private readonly Action<int> forward;
        private readonly Action<int> backward;
        private Tensor x;
        private Tensor classWeights;
        private Tensor targets;
        private Tensor logarithms;
        private Tensor losses;
        private Tensor weights;
        private float smoothing;
        private float* gradientTarget;
        private Reduction reduction;
        private int classes;
        private int inner;
        private int count;
        private int perChunk;
        private int ignored;
        private double divisor;
        private bool first;
        private bool isLogarithm;

        /// <summary>Made by the tape.</summary>
        public CrossEntropy()
        {
            forward = Forward;
            backward = Differentiate;
        }

        public static Tensor Of(Tensor x, ReadOnlySpan<int> targets, Tensor classWeights, float smoothing, Reduction reduction, int ignored, bool isLogarithm)
        {
            string name = isLogarithm ? "nll_loss" : "cross_entropy";
            x = x.Expanded();
            Shape shape = x.Shape;
            if (shape.Rank == 0) throw new ArgumentException($"{name}: the scores {shape} must have an axis of classes.");
            int axis = shape.Rank == 1 ? 0 : 1;
            CrossEntropy operation = Rent<CrossEntropy>();
            operation.classes = shape[axis];
            operation.inner = shape.Product(axis + 1);
            operation.count = shape.Product(0, axis) * operation.inner;
            if (targets.Length != operation.count) throw new ArgumentException($"{name}: the scores {shape} need {operation.count} targets, got {targets.Length}.");
            if (classWeights.Exists && (classWeights.Shape.Rank != 1 || classWeights.Shape[0] != operation.classes))
                throw new ArgumentException($"{name}: the class weights {classWeights.Shape} must have one number for each class of the scores {shape}.");
            foreach (int target in targets)
            {
                if (target != ignored && (uint)target >= (uint)operation.classes)
                    throw new ArgumentException($"{name}: the target {target} is none of the {operation.classes} classes of the scores {shape}.");
            }

            Tape tape = Tape.Current;
            operation.x = x;
            operation.classWeights = classWeights;
            operation.smoothing = smoothing;
            operation.reduction = reduction;
            operation.ignored = ignored;
            operation.isLogarithm = isLogarithm;
            operation.targets = tape.New([operation.count]);
            targets.CopyTo(new Span<int>((int*)operation.targets.Pointer, operation.count));
            operation.logarithms = isLogarithm ? x : tape.New(shape);
            operation.losses = tape.New(axis == 0 ? [] : shape.Rank == 2 ? [operation.count] : Without(shape, axis));
            operation.weights = tape.New([operation.count]);
            Workers.Run(Chunk.Rows(operation.count, operation.classes * 4L, out operation.perChunk), operation.forward);
            return operation.Record(operation.Reduce(), x);
        }

        protected override void Backward()
        {
            gradientTarget = GradientTarget(x, out first);
            Workers.Run(Chunk.Rows(count, classes * 4L, out perChunk), backward);
        }

        private static Shape Without(Shape shape, int axis) => Reductions.AxisSet.Reduced(shape, 1u << axis, keep: false);

        private Tensor Reduce()
        {
            if (reduction == Reduction.None) return losses;
            double sum = 0, weight = 0;
            for (int i = 0; i < count; i++)
            {
                sum += losses.Pointer[i];
                weight += weights.Pointer[i];
            }

            divisor = reduction == Reduction.Mean ? weight : 1;
            return Tensor.Constant((float)(sum / divisor));
        }

        private float Weight(int c) => classWeights.Exists ? classWeights.Pointer[c] : 1;

        private void Forward(int chunk)
        {
            int end = Math.Min(count, (chunk + 1) * perChunk);
            for (int i = chunk * perChunk; i < end; i++)
            {
                long start = ((long)(i / inner) * classes * inner) + (i % inner);
                float* from = x.Pointer + start, log = logarithms.Pointer + start;
                if (!isLogarithm) LogSoftmax(from, log);
                int target = ((int*)targets.Pointer)[i];
                if (target == ignored)
                {
                    weights.Pointer[i] = 0;
                    losses.Pointer[i] = 0;
                    continue;
                }

                float weight = Weight(target);
                double loss = -(1 - smoothing) * weight * log[(long)target * inner];
                if (smoothing != 0)
                {
                    for (int c = 0; c < classes; c++) loss -= smoothing / classes * Weight(c) * log[(long)c * inner];
                }

                weights.Pointer[i] = weight;
                losses.Pointer[i] = (float)loss;
            }
        }

        private void LogSoftmax(float* from, float* log)
        {
            float largest = from[0];
            for (int c = 1; c < classes; c++) largest = MathF.Max(largest, from[(long)c * inner]);
            double sum = 0;
            for (int c = 0; c < classes; c++) sum += MathF.Exp(from[(long)c * inner] - largest);
            float logarithm = largest + (float)Math.Log(sum);
            for (int c = 0; c < classes; c++) log[(long)c * inner] = from[(long)c * inner] - logarithm;
        }

        private void Differentiate(int chunk)
        {
            int end = Math.Min(count, (chunk + 1) * perChunk);
            for (int i = chunk * perChunk; i < end; i++)
            {
                long start = ((long)(i / inner) * classes * inner) + (i % inner);
                float* log = logarithms.Pointer + start, to = gradientTarget + start;
                int target = ((int*)targets.Pointer)[i];
                float gradient = reduction == Reduction.None ? Result.GradientPointer[i] : (float)(*Result.GradientPointer / divisor);
                if (target == ignored) gradient = 0;

                // The loss is -sum a_c log p_c; its derivative with respect to score c is p_c sum(a) - a_c.
                float even = smoothing / classes, all = 0;
                if (target != ignored && !isLogarithm)
                {
                    all = (1 - smoothing) * Weight(target);
                    if (smoothing != 0)
                    {
                        for (int c = 0; c < classes; c++) all += even * Weight(c);
                    }
                }

                for (int c = 0; c < classes; c++)
                {
                    float share = even == 0 ? 0 : even * Weight(c);
                    if (c == target) share += (1 - smoothing) * Weight(c);
                    float slope = isLogarithm ? -share : (MathF.Exp(log[(long)c * inner]) * all) - share;
                    to[(long)c * inner] = (slope * gradient) + (first ? 0 : to[(long)c * inner]);
                }
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>
        /// The negative logarithm of the softmax probability of the right class (torch.nn.functional.cross_entropy). With class weights the mean is
        /// the weighted one, as in PyTorch.
        /// </summary>
        /// <param name="targets">The right class of each element: [N] for scores [N, C], [N, d, ...] for [N, C, d, ...].</param>
        /// <param name="classWeights">[C]; may be left out.</param>
        /// <param name="labelSmoothing">The part of the target, 0 to 1, that is spread over all classes.</param>
        /// <param name="reduction">Mean, sum, or the loss of each element.</param>
        /// <param name="ignored">The target of elements that do not count.</param>
        /// <exception cref="ArgumentException">The number of targets or of class weights does not fit, or a target is no class.</exception>
        public Tensor CrossEntropy(ReadOnlySpan<int> targets, Tensor classWeights = default, float labelSmoothing = 0, Reduction reduction = Reduction.Mean, int ignored = -100) =>
            Operations.Losses.CrossEntropy.Of(this, targets, classWeights, labelSmoothing, reduction, ignored, isLogarithm: false);

        /// <summary>The negative of the right class's number, for logarithms of probabilities (torch.nn.functional.nll_loss).</summary>
        /// <param name="targets">The right class of each element: [N] for [N, C], [N, d, ...] for [N, C, d, ...].</param>
        /// <param name="classWeights">[C]; may be left out.</param>
        /// <param name="reduction">Mean, sum, or the loss of each element.</param>
        /// <param name="ignored">The target of elements that do not count.</param>
        /// <exception cref="ArgumentException">The number of targets or of class weights does not fit, or a target is no class.</exception>
        public Tensor NllLoss(ReadOnlySpan<int> targets, Tensor classWeights = default, Reduction reduction = Reduction.Mean, int ignored = -100) =>
            Operations.Losses.CrossEntropy.Of(this, targets, classWeights, 0, reduction, ignored, isLogarithm: true);
    }
}
