using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>y[t, b, n] = sum_d k_d[n] x[t - d, b, n]: each neuron's own filter over time. Before the first step there is nothing.</summary>
internal sealed unsafe class DelayFilter : Operation
{
    private const int StepsPerBlock = 4, Lanes = 16;

    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private readonly Action<int> kernelBackward;
    private Tensor x;
    private Tensor kernel;
    private Tensor y;
    private int steps;
    private int samples;
    private int taps;
    private int neurons;
    private float* gradient;
    private float* target;

    /// <summary>Made by the tape.</summary>
    public DelayFilter()
    {
        forward = Forward;
        backward = Spread;
        kernelBackward = Weigh;
    }

    /// <summary>Filters.</summary>
    /// <param name="x">[T, B, ...] with as many numbers per sample as the kernel has neurons.</param>
    /// <param name="kernel">[delays, neurons, 1].</param>
    public static Tensor Of(Tensor x, Tensor kernel)
    {
        Shape shape = x.Shape;
        int width = kernel.Shape[1];
        if (shape.Rank < 3 || shape.Product(2) != width)
            throw new ArgumentException($"delays: the input {shape} must be [T, B, ...] with {width} neurons in a sample, as many as there are delays.");
        if (x.Repeats) x = x.Expanded();
        DelayFilter operation = Rent<DelayFilter>();
        operation.x = x;
        operation.kernel = kernel;
        operation.taps = kernel.Shape[0];
        operation.neurons = width;
        operation.steps = shape[0];
        operation.samples = shape[1];
        operation.y = Tape.Current.New(shape);
        Workers.Run((operation.steps + StepsPerBlock - 1) / StepsPerBlock, operation.forward);
        return operation.Record(operation.y, x, kernel);
    }

    protected override void Backward()
    {
        gradient = Result.GradientPointer;
        if (x.RequiresGradient)
        {
            target = GradientTarget(x, out bool first);
            if (first) new Span<float>(target, checked((int)x.Shape.Count)).Clear();
            Workers.Run((steps + StepsPerBlock - 1) / StepsPerBlock, backward);
        }

        if (kernel.RequiresGradient)
        {
            target = GradientTarget(kernel, out bool first);
            if (first) new Span<float>(target, checked((int)kernel.Shape.Count)).Clear();
            Workers.Run(taps, kernelBackward);
        }
    }

    private Span<float> Row(float* of, int t, int b) => new(of + ((((long)t * samples) + b) * neurons), neurons);

    private ReadOnlySpan<float> Tap(int d) => new(kernel.Pointer + ((long)d * neurons), neurons);

    private void Forward(int block) => Sum(x.Pointer, y.Pointer, block * StepsPerBlock, -1, add: false);

    private void Spread(int block) => Sum(gradient, target, block * StepsPerBlock, 1, add: true);

    // Some steps of the sum over delays of k_d from[t + d * direction]: as many steps as registers hold while the kernel passes by.
    private void Sum(float* from, float* to, int first, int direction, bool add)
    {
        int end = Math.Min(steps, first + StepsPerBlock);
        for (int b = 0; b < samples; b++)
        {
            int n = 0;
            for (; n + Lanes <= neurons && end == first + StepsPerBlock; n += Lanes) Tile(from, to, first, b, n, direction, add);
            for (int t = first; t < end; t++)
            {
                Span<float> rest = Row(to, t, b)[n..];
                if (!add) rest.Clear();
                for (int d = 0; d < taps; d++)
                {
                    int source = t + (d * direction);
                    if ((uint)source < (uint)steps) TensorPrimitives.MultiplyAdd(Row(from, source, b)[n..], Tap(d)[n..], rest, rest);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile(float* from, float* to, int first, int b, int n, int direction, bool add)
    {
        long row = (long)samples * neurons;
        float* target0 = to + (first * row) + ((long)b * neurons) + n;
        Vector512<float> y0 = default, y1 = default, y2 = default, y3 = default;
        if (add) (y0, y1, y2, y3) = (Vector512.Load(target0), Vector512.Load(target0 + row), Vector512.Load(target0 + (2 * row)), Vector512.Load(target0 + (3 * row)));
        for (int d = 0; d < taps; d++)
        {
            var k = Vector512.Load(kernel.Pointer + ((long)d * neurons) + n);
            int t = first + (d * direction);
            float* source = from + (t * row) + ((long)b * neurons) + n;
            if ((uint)t < (uint)steps) y0 = Vector512.FusedMultiplyAdd(k, Vector512.Load(source), y0);
            if ((uint)(t + 1) < (uint)steps) y1 = Vector512.FusedMultiplyAdd(k, Vector512.Load(source + row), y1);
            if ((uint)(t + 2) < (uint)steps) y2 = Vector512.FusedMultiplyAdd(k, Vector512.Load(source + (2 * row)), y2);
            if ((uint)(t + 3) < (uint)steps) y3 = Vector512.FusedMultiplyAdd(k, Vector512.Load(source + (3 * row)), y3);
        }

        y0.Store(target0);
        y1.Store(target0 + row);
        y2.Store(target0 + (2 * row));
        y3.Store(target0 + (3 * row));
    }

    private void Weigh(int d)
    {
        var to = new Span<float>(target + ((long)d * neurons), neurons);
        for (int t = d; t < steps; t++)
        {
            for (int b = 0; b < samples; b++) TensorPrimitives.MultiplyAdd(Row(gradient, t, b), Row(x.Pointer, t - d, b), to, to);
        }
    }
}
