using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>y[t, b, n] = sum_d k_d[n] x[t - d, b, n]: each neuron's own filter over time. Before the first step there is nothing.</summary>
internal sealed unsafe class DelayFilter : Operation
{
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
        Workers.Run(operation.steps, operation.forward);
        return operation.Record(operation.y, x, kernel);
    }

    protected override void Backward()
    {
        gradient = Result.GradientPointer;
        if (x.RequiresGradient)
        {
            target = GradientTarget(x, out bool first);
            if (first) new Span<float>(target, checked((int)x.Shape.Count)).Clear();
            Workers.Run(steps, backward);
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

    private void Forward(int t)
    {
        new Span<float>(y.Pointer + ((long)t * samples * neurons), samples * neurons).Clear();
        for (int b = 0; b < samples; b++)
        {
            Span<float> to = Row(y.Pointer, t, b);
            for (int d = 0; d < taps && d <= t; d++) TensorPrimitives.MultiplyAdd(Row(x.Pointer, t - d, b), Tap(d), to, to);
        }
    }

    private void Spread(int t)
    {
        for (int b = 0; b < samples; b++)
        {
            Span<float> to = Row(target, t, b);
            for (int d = 0; d < taps && t + d < steps; d++) TensorPrimitives.MultiplyAdd(Row(gradient, t + d, b), Tap(d), to, to);
        }
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
