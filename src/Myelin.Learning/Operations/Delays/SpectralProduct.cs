using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// y[t] = b + sum_d K_d x[t - d] through the Fourier transform over time, so that its cost does not depend on how many delays the weights are spread over. A part
/// of the sequence of length L needs M, about 3 (L + longest delay) / 2, products of [B, in] with [in, out], where one for each delay would need L times their number.
/// Everything is linear in x and in K, so the backward pass is the transposes of the transforms.
/// </summary>
internal sealed unsafe class SpectralProduct : Operation
{
    private readonly Action<int> forward;
    private readonly Action<int> backwardInput;
    private readonly Action<int> backwardKernel;
    private Tensor x;
    private Tensor kernel;
    private Tensor bias;
    private Tensor transform;
    private Tensor transformed;
    private SequenceTransform plan = SequenceTransform.Best(1, 1, 1, 1, 1).Transform;
    private int steps;
    private int samples;
    private int inputs;
    private int outputs;
    private float* left;
    private float* right;
    private float* product;
    private bool add;

    /// <summary>Made by the tape.</summary>
    public SpectralProduct()
    {
        forward = Forward;
        backwardInput = BackwardInput;
        backwardKernel = BackwardKernel;
    }

    /// <summary>How many multiplications it takes, the transforms' included.</summary>
    public static double Cost(int steps, int samples, int taps, int inputs, int outputs) => SequenceTransform.Best(steps, samples, taps, inputs, outputs).Cost;

    /// <summary>Multiplies.</summary>
    /// <param name="x">[T, ..., in], not repeated.</param>
    /// <param name="kernel">[delays, out, in].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <returns>[T, ..., out].</returns>
    public static Tensor Of(Tensor x, Tensor kernel, Tensor bias)
    {
        SpectralProduct operation = Rent<SpectralProduct>();
        operation.x = x;
        operation.kernel = kernel;
        operation.bias = bias;
        operation.outputs = kernel.Shape[1];
        operation.inputs = kernel.Shape[2];
        operation.steps = x.Shape[0];
        operation.samples = checked((int)(x.Shape.Product(1) / operation.inputs));
        operation.plan = SequenceTransform.Best(operation.steps, operation.samples, kernel.Shape[0], operation.inputs, operation.outputs).Transform;
        return operation.Record(operation.Compute(x.Shape.With(^1, operation.outputs)), x, kernel, bias);
    }

    protected override void Backward()
    {
        float* gradient = Result.GradientPointer;
        float* inputTarget = Cleared(x), kernelTarget = Cleared(kernel);
        int products = plan.Products;
        Tape tape = Tape.Current;
        Tensor spectrum = tape.New([products, samples * outputs]), inputSpectrum = tape.New([products, samples * inputs]), kernelSpectrum = kernelTarget is null ? default : tape.New([products, outputs * inputs]);
        for (int block = 0; block < Blocks; block++)
        {
            Part part = PartOf(block);
            plan.Analyse(gradient + ((long)part.First * samples * outputs), plan.Longest, part.Count, samples * outputs, spectrum.Pointer, adjoint: true);
            left = spectrum.Pointer;
            if (inputTarget is not null)
            {
                right = transform.Pointer;
                product = inputSpectrum.Pointer;
                Workers.Run(products, backwardInput);
                plan.Synthesise(inputSpectrum.Pointer, inputTarget + ((long)part.Start * samples * inputs), part.Offset, part.Rows, samples * inputs, adjoint: true);
            }

            if (kernelTarget is null) continue;
            right = transformed.Pointer + ((long)block * products * samples * inputs);
            product = kernelSpectrum.Pointer;
            add = block > 0;
            Workers.Run(products, backwardKernel);
        }

        if (kernelTarget is not null) plan.Synthesise(kernelSpectrum.Pointer, kernelTarget, 0, plan.Taps, outputs * inputs, adjoint: true);
        if (bias.Exists && bias.RequiresGradient)
        {
            float* target = GradientTarget(bias, out bool first);
            AxisSum.Run(gradient, [steps * samples, outputs], 0b01, target, !first);
        }
    }

    private static float* Cleared(Tensor operand)
    {
        if (!operand.RequiresGradient) return null;
        float* target = GradientTarget(operand, out bool first);
        if (first) new Span<float>(target, checked((int)operand.Shape.Count)).Clear();
        return target;
    }

    private int Blocks => (steps + plan.Length - 1) / plan.Length;

    // A block of outputs sees as many steps before it as the longest delay, as far as there are any.
    private Part PartOf(int block)
    {
        int first = block * plan.Length, count = Math.Min(plan.Length, steps - first), start = Math.Max(0, first - plan.Longest);
        return new Part(first, count, start, first + count - start, start - (first - plan.Longest));
    }

    private Tensor Compute(Shape shape)
    {
        int products = plan.Products;
        Tape tape = Tape.Current;
        Tensor y = tape.New(shape), spectrum = tape.New([products, samples * outputs]);
        transform = tape.New([products, outputs * inputs]);
        transformed = tape.New([Blocks, products, samples * inputs]);
        plan.Analyse(kernel.Pointer, 0, plan.Taps, outputs * inputs, transform.Pointer, adjoint: false);
        for (int block = 0; block < Blocks; block++)
        {
            Part part = PartOf(block);
            left = transformed.Pointer + ((long)block * products * samples * inputs);
            right = transform.Pointer;
            product = spectrum.Pointer;
            plan.Analyse(x.Pointer + ((long)part.Start * samples * inputs), part.Offset, part.Rows, samples * inputs, left, adjoint: false);
            Workers.Run(products, forward);
            plan.Synthesise(spectrum.Pointer, y.Pointer + ((long)part.First * samples * outputs), plan.Longest, part.Count, samples * outputs, adjoint: false);
        }

        if (!bias.Exists) return y;
        Span<float> all = y.Values;
        for (int r = 0; r < all.Length; r += outputs) TensorPrimitives.Add(all.Slice(r, outputs), bias.Values, all.Slice(r, outputs));
        return y;
    }

    private void Forward(int m) => MatrixProduct.OnOneThread(
        left + ((long)m * samples * inputs), false, right + ((long)m * outputs * inputs), true, product + ((long)m * samples * outputs), samples, outputs, inputs, add: false);

    private void BackwardInput(int m) => MatrixProduct.OnOneThread(
        left + ((long)m * samples * outputs), false, right + ((long)m * outputs * inputs), false, product + ((long)m * samples * inputs), samples, inputs, outputs, add: false);

    private void BackwardKernel(int m) => MatrixProduct.OnOneThread(
        left + ((long)m * samples * outputs), true, right + ((long)m * samples * inputs), false, product + ((long)m * outputs * inputs), outputs, inputs, samples, add);

    // Outputs first .. first + count - 1 are made of rows of the input from start on, which lie at an offset in the transform's window.
    private readonly record struct Part(int First, int Count, int Start, int Rows, int Offset);
}
