using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// y[t] = b + sum_d K_d x[t - d] over the innermost axis: one product for each delay of the sequence's beginning, which is in one piece as time is the outermost
/// axis. Before the first step there is nothing. A delay that no weight has costs nothing.
/// Weights that are spread over many delays are cheaper through the Fourier transform (<see cref="SpectralProduct"/>).
/// </summary>
internal sealed unsafe class DelayedProduct : Operation
{
    // Products of the transform are smaller, and its numbers go through memory more often.
    private const double Overhead = 1.5;

    private Tensor x;
    private Tensor kernel;
    private Tensor bias;
    private int steps;
    private int samples;
    private int taps;
    private int inputs;
    private int outputs;

    /// <summary>Multiplies.</summary>
    /// <param name="x">[T, ..., in].</param>
    /// <param name="kernel">[delays, out, in].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <returns>[T, ..., out].</returns>
    public static Tensor Of(Tensor x, Tensor kernel, Tensor bias)
    {
        Shape shape = x.Shape;
        if (shape.Rank < 2 || shape[^1] != kernel.Shape[2])
            throw new ArgumentException($"delays: the input {shape} must be [T, ..., in] with an innermost axis as long as that of the kernel {kernel.Shape} ([delays, out, in]).");
        if (x.Repeats) x = x.Expanded();
        int rows = checked((int)(shape.Product(1) / Math.Max(1, kernel.Shape[2])));
        double direct = 0;
        for (int d = 0; d < Math.Min(kernel.Shape[0], shape[0]); d++) direct += (shape[0] - d) * (double)rows * kernel.Shape[1] * kernel.Shape[2];
        return direct > Overhead * SpectralProduct.Cost(shape[0], rows, kernel.Shape[0], kernel.Shape[2], kernel.Shape[1]) ? SpectralProduct.Of(x, kernel, bias) : Direct(x, kernel, bias);
    }

    /// <summary>As <see cref="Of"/>, by one product for each delay whatever it costs.</summary>
    public static Tensor Direct(Tensor x, Tensor kernel, Tensor bias)
    {
        Shape shape = x.Shape;
        DelayedProduct operation = Rent<DelayedProduct>();
        operation.x = x;
        operation.kernel = kernel;
        operation.bias = bias;
        operation.taps = kernel.Shape[0];
        operation.outputs = kernel.Shape[1];
        operation.inputs = kernel.Shape[2];
        operation.steps = shape[0];
        operation.samples = operation.inputs == 0 ? 0 : checked((int)(shape.Product(1) / operation.inputs));
        return operation.Record(operation.Compute(shape.With(^1, operation.outputs)), x, kernel, bias);
    }

    protected override void Backward()
    {
        float* gradient = Result.GradientPointer;
        if (x.RequiresGradient)
        {
            float* target = GradientTarget(x, out bool first);
            if (first) new Span<float>(target, checked((int)x.Shape.Count)).Clear();
            for (int d = 0; d < taps && d < steps; d++)
            {
                if (IsUsed(d)) MatrixProduct.Multiply(gradient + Late(d), false, Tap(d), false, target, Rows(d), inputs, outputs, add: true);
            }
        }

        if (kernel.RequiresGradient)
        {
            float* target = GradientTarget(kernel, out bool first);
            if (first) new Span<float>(target, checked((int)kernel.Shape.Count)).Clear();
            for (int d = 0; d < taps && d < steps; d++)
                MatrixProduct.Multiply(gradient + Late(d), true, x.Pointer, false, target + ((long)d * outputs * inputs), outputs, inputs, Rows(d), add: true);
        }

        if (bias.Exists && bias.RequiresGradient)
        {
            float* target = GradientTarget(bias, out bool first);
            AxisSum.Run(gradient, [Rows(0), outputs], 0b01, target, !first);
        }
    }

    private Tensor Compute(Shape shape)
    {
        Tensor y = Tape.Current.New(shape);
        Span<float> all = y.Values;
        if (bias.Exists)
        {
            for (int r = 0; r < all.Length; r += outputs) bias.Values.CopyTo(all.Slice(r, outputs));
        }
        else
        {
            all.Clear();
        }

        for (int d = 0; d < taps && d < steps; d++)
        {
            if (IsUsed(d)) MatrixProduct.Multiply(x.Pointer, false, Tap(d), true, y.Pointer + Late(d), Rows(d), outputs, inputs, add: true);
        }

        return y;
    }

    private float* Tap(int d) => kernel.Pointer + ((long)d * outputs * inputs);

    private long Late(int d) => (long)d * samples * outputs;

    private int Rows(int d) => (steps - d) * samples;

    private bool IsUsed(int d) => new ReadOnlySpan<float>(Tap(d), outputs * inputs).ContainsAnyExcept(0f);
}
