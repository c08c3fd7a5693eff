using System.Runtime.Intrinsics;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Normalisation;

/// <summary>Channels standardised over all else, or with means and variances given; a block of neighbouring channels per chunk.</summary>
internal sealed unsafe partial class BatchNormalisation : Operation
{
    private const int Block = 16;

    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private Tensor runningMean;
    private Tensor runningVariance;
    private Tensor means;
    private Tensor inverses;
    private AxisLayout layout;
    private float* result;
    private float* target;
    private float* weightGradient;
    private float* biasGradient;
    private float momentum;
    private float epsilon;
    private float scale;
    private int width;
    private bool trains;
    private bool first;

    /// <summary>Made by the tape.</summary>
    public BatchNormalisation()
    {
        forward = Forward;
        backward = Differentiate;
    }

    private int Chunks => (layout.Length + width - 1) / width;

    private double Each => (double)layout.Outer * layout.Inner;

    public static Tensor Of(
        Tensor x, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, bool training, float momentum, float epsilon, int axis, float scale)
    {
        BatchNormalisation operation = Rent<BatchNormalisation>();
        operation.x = x = x.Expanded();
        operation.weight = weight;
        operation.bias = bias;
        operation.runningMean = runningMean;
        operation.runningVariance = runningVariance;
        operation.layout = AxisLayout.Of(x.Shape, axis);
        operation.width = operation.layout.Inner < Block ? Block : 1;
        operation.momentum = momentum;
        operation.epsilon = epsilon;
        operation.scale = scale;
        operation.trains = training;
        Tape tape = Tape.Current;
        Tensor y = tape.New(x.Shape);
        operation.means = tape.New([operation.layout.Length]);
        operation.inverses = tape.New([operation.layout.Length]);
        operation.result = y.Pointer;
        Workers.Run(operation.Chunks, operation.forward);
        return operation.Record(y, x, weight, bias);
    }

    protected override void Backward()
    {
        first = false;
        target = x.RequiresGradient ? GradientTarget(x, out first) : null;
        weightGradient = Start(weight);
        biasGradient = Start(bias);
        Workers.Run(Chunks, backward);
    }

    private static float* Start(Tensor operand)
    {
        if (!operand.Exists || !operand.RequiresGradient) return null;
        float* gradient = GradientTarget(operand, out bool isFirst);
        if (isFirst) new Span<float>(gradient, checked((int)operand.Shape.Count)).Clear();
        return gradient;
    }

    private static double Sum(float* x, int count)
    {
        if (count >= Block) return TensorPrimitives.Sum(new ReadOnlySpan<float>(x, count));
        double sum = 0;
        for (int i = 0; i < count; i++) sum += x[i];
        return sum;
    }

    // The sum of squares of differences from the mean; "room" is memory for a run.
    private static double Squares(float* x, int count, float mean, Span<float> room)
    {
        if (count >= Block)
        {
            TensorPrimitives.Subtract(new ReadOnlySpan<float>(x, count), mean, room);
            return TensorPrimitives.SumOfSquares<float>(room);
        }

        double sum = 0;
        for (int i = 0; i < count; i++) sum += (double)(x[i] - mean) * (x[i] - mean);
        return sum;
    }

    private float* Row(float* of, int outer, int channel) => of + ((((long)outer * layout.Length) + channel) * layout.Inner);

    private float Factor(int channel) => scale * (weight.Exists ? weight.Pointer[channel] : 1);

    private void Forward(int chunk)
    {
        int start = chunk * width, count = Math.Min(width, layout.Length - start), inner = layout.Inner;
        if (trains) Measure(start, count);
        else Recall(start, count);
        if (IsVector(count))
        {
            ApplyVector(start);
            return;
        }

        for (int o = 0; o < layout.Outer; o++)
        {
            for (int c = start; c < start + count; c++)
            {
                float factor = Factor(c) * inverses.Pointer[c], offset = (bias.Exists ? bias.Pointer[c] : 0) - (means.Pointer[c] * factor);
                float* from = Row(x.Pointer, o, c), to = Row(result, o, c);
                int i = 0;
                for (; i + 16 <= inner; i += 16) Vector512.FusedMultiplyAdd(Vector512.Load(from + i), Vector512.Create(factor), Vector512.Create(offset)).Store(to + i);
                for (; i < inner; i++) to[i] = MathF.FusedMultiplyAdd(from[i], factor, offset);
            }
        }
    }

    private void Recall(int start, int count)
    {
        for (int c = start; c < start + count; c++)
        {
            means.Pointer[c] = runningMean.Pointer[c];
            inverses.Pointer[c] = 1 / MathF.Sqrt(runningVariance.Pointer[c] + epsilon);
        }
    }

    private void Measure(int start, int count)
    {
        double* sums = stackalloc double[Block];
        Span<float> room = new(Scratch.Rent(2, layout.Inner), layout.Inner);
        new Span<double>(sums, Block).Clear();
        if (IsVector(count)) SumVector(start, sums);
        for (int o = 0; o < layout.Outer && !IsVector(count); o++)
        {
            for (int c = 0; c < count; c++) sums[c] += Sum(Row(x.Pointer, o, start + c), layout.Inner);
        }

        for (int c = 0; c < count; c++) means.Pointer[start + c] = (float)(sums[c] / Each);
        new Span<double>(sums, Block).Clear();
        if (IsVector(count)) SquareVector(start, sums);
        for (int o = 0; o < layout.Outer && !IsVector(count); o++)
        {
            for (int c = 0; c < count; c++) sums[c] += Squares(Row(x.Pointer, o, start + c), layout.Inner, means.Pointer[start + c], room);
        }

        for (int c = start; c < start + count; c++)
        {
            double variance = sums[c - start] / Each;
            inverses.Pointer[c] = (float)(1 / Math.Sqrt(variance + epsilon));
            if (!runningMean.Exists) continue;
            runningMean.Pointer[c] += momentum * (means.Pointer[c] - runningMean.Pointer[c]);
            runningVariance.Pointer[c] += momentum * ((float)(variance * Each / Math.Max(1, Each - 1)) - runningVariance.Pointer[c]);
        }
    }

    private void Differentiate(int chunk)
    {
        int start = chunk * width, count = Math.Min(width, layout.Length - start), inner = layout.Inner;
        double* sums = stackalloc double[Block], products = stackalloc double[Block];
        new Span<double>(sums, Block).Clear();
        new Span<double>(products, Block).Clear();
        float* gradient = Result.GradientPointer;
        if (IsVector(count)) GradientVector(start, sums, products);
        for (int o = 0; o < layout.Outer && !IsVector(count); o++)
        {
            for (int c = 0; c < count; c++)
            {
                float* g = Row(gradient, o, start + c), from = Row(x.Pointer, o, start + c);
                float mean = means.Pointer[start + c];
                double sum = 0, product = 0;
                if (inner >= Block)
                {
                    // Sum of g (x - mean) as a product less a sum would lose digits where the mean is large.
                    Span<float> room = new(Scratch.Rent(2, inner), inner);
                    TensorPrimitives.Subtract(new ReadOnlySpan<float>(from, inner), mean, room);
                    product = TensorPrimitives.Dot(new ReadOnlySpan<float>(g, inner), room);
                    sum = TensorPrimitives.Sum(new ReadOnlySpan<float>(g, inner));
                }
                else
                {
                    for (int i = 0; i < inner; i++)
                    {
                        sum += g[i];
                        product += (double)g[i] * (from[i] - mean);
                    }
                }

                sums[c] += sum;
                products[c] += product;
            }
        }

        for (int c = 0; c < count; c++)
        {
            if (weightGradient is not null) weightGradient[start + c] += (float)(products[c] * inverses.Pointer[start + c] * scale);
            if (biasGradient is not null) biasGradient[start + c] += (float)sums[c];
        }

        if (target is not null) Spread(start, count, sums, products);
    }

    private void Spread(int start, int count, double* sums, double* products)
    {
        if (IsVector(count))
        {
            SpreadVector(start, sums, products);
            return;
        }

        float* gradient = Result.GradientPointer;
        int inner = layout.Inner;
        for (int o = 0; o < layout.Outer; o++)
        {
            for (int c = start; c < start + count; c++)
            {
                float inverse = inverses.Pointer[c], factor = Factor(c) * inverse, mean = means.Pointer[c];
                float sum = trains ? (float)(sums[c - start] / Each) : 0, along = trains ? (float)(products[c - start] / Each) * inverse * inverse : 0;
                float* g = Row(gradient, o, c), from = Row(x.Pointer, o, c), to = Row(target, o, c);
                SpreadRow(g, from, to, inner, factor, sum, mean, along, first);
            }
        }
    }

    private static void SpreadRow(float* g, float* from, float* to, int count, float factor, float sum, float mean, float along, bool first)
    {
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            Vector512<float> spread = factor * (Vector512.Load(g + i) - Vector512.Create(sum) - ((Vector512.Load(from + i) - Vector512.Create(mean)) * along));
            (first ? spread : Vector512.Load(to + i) + spread).Store(to + i);
        }

        for (; i < count; i++)
        {
            float spread = factor * (g[i] - sum - ((from[i] - mean) * along));
            to[i] = first ? spread : to[i] + spread;
        }
    }
}
