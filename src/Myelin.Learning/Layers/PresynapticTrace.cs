using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>
/// What a projection's input has left behind in the neurons that it drives, as their model says: the gradient of what they hand on with respect
/// to a weight is this trace times the gradient with respect to the drive of the step. For a leaky neuron it is the low-pass filtered input.
/// It is the same for all neurons, so it needs the memory of the input. It takes one step at a time.
/// </summary>
internal sealed class PresynapticTrace : IDisposable
{
    private readonly StepResponse response;
    private readonly double[] constant;
    private readonly double[] next;
    private readonly float[] ratio;
    private HeldArray? past;
    private HeldArray? later;

    /// <summary>Makes a trace that is empty.</summary>
    /// <param name="response">How the neurons answer; linear and immediate.</param>
    public PresynapticTrace(StepResponse response)
    {
        this.response = response;
        constant = new double[response.States];
        next = new double[response.States];
        ratio = [.. response.OutputState.Select(g => g / response.OutputInput)];
    }

    /// <summary>Whether weights learn from the trace; else from the input.</summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>The trace at the step at hand, shaped as the input.</summary>
    public Tensor Traced { get; private set; }

    /// <summary>The trace of an input that is always 1: of a bias.</summary>
    public float BiasFactor { get; private set; }

    /// <summary>Adds a step.</summary>
    /// <param name="input">The input of a step, [1, B, ...].</param>
    public void Advance(Tensor input)
    {
        if (input.Shape[0] != 1) throw new ArgumentException($"A trace takes one step at a time, got an input of {input.Shape}.");
        ReadOnlySpan<float> x = input.Values;
        int size = x.Length;
        past ??= new HeldArray((long)Math.Max(1, response.States) * size);
        later ??= new HeldArray((long)Math.Max(1, response.States) * size);
        Traced = Tensor.Empty(input.Shape);
        Span<float> traced = Traced.Values;
        x.CopyTo(traced);
        double bias = 1;
        for (int s = 0; s < response.States; s++)
        {
            TensorPrimitives.MultiplyAdd(past.Part(s, size), ratio[s], traced, traced);
            bias += ratio[s] * constant[s];
            Span<float> after = later.Part(s, size);
            TensorPrimitives.Multiply(x, response.Gain[s], after);
            next[s] = response.Gain[s];
            for (int from = 0; from < response.States; from++)
            {
                float leak = response.Leak[(s * response.States) + from];
                if (leak == 0) continue;
                TensorPrimitives.MultiplyAdd(past.Part(from, size), leak, after, after);
                next[s] += leak * constant[from];
            }
        }

        BiasFactor = (float)bias;
        next.CopyTo(constant.AsSpan());
        (past, later) = (later, past);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        past?.Dispose();
        later?.Dispose();
    }
}
