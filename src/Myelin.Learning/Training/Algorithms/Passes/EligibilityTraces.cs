using System.Runtime.Intrinsics;
using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>
/// The eligibility traces of a layer of neurons: for every synapse of every sample the derivative of the neuron's state with respect to the
/// weight, along the neuron's own past only. Inputs, spikes that come back, and a constant for biases are the columns.
/// </summary>
internal sealed unsafe class EligibilityTraces : IDisposable
{
    private const int Vector = 16;

    private readonly Linear weights;
    private readonly Spiking neurons;
    private readonly Parameter? recurrent;
    private readonly Parameter? recurrentBias;
    private readonly StepResponse? filter;
    private readonly float[] ratio;
    private HeldArray? traces;
    private HeldArray? filtered;
    private HeldArray? sums;
    private HeldArray? presynaptic;
    private StepJacobian jacobian;
    private Tensor signal;
    private int batch;
    private int columns;
    private int inputs;
    private int width;

    /// <summary>Makes traces that are empty.</summary>
    /// <param name="weights">The weights from the layer's input.</param>
    /// <param name="neurons">The neurons.</param>
    /// <param name="filter">What the read-out does with the spikes over time, which the traces are filtered with; null for nothing.</param>
    public EligibilityTraces(Linear weights, Spiking neurons, StepResponse? filter)
    {
        (this.weights, this.neurons) = (weights, neurons);
        this.filter = filter is not null && filter.OutputState.Any(g => g != 0) ? filter : null;
        ratio = this.filter is null ? [] : [.. filter!.OutputState.Select(g => g / filter.OutputInput)];
        if (neurons is IRecurrent back) (recurrent, recurrentBias) = (back.Weight, back.Bias);
    }

    private int Neurons => weights.Weight.Shape[0];

    private int States => neurons.Response.States;

    /// <summary>Says what arrives at the step at hand, before the layer is computed.</summary>
    /// <param name="input">[1, B, inputs].</param>
    public void Arrive(Tensor input)
    {
        ReadOnlySpan<float> x = input.Values;
        if (presynaptic is null)
        {
            (batch, inputs) = (input.Shape[1], weights.Weight.Shape[1]);
            width = inputs + (recurrent is null ? 0 : Neurons) + 1;
            columns = (width + Vector - 1) / Vector * Vector;
            presynaptic = new HeldArray((long)batch * columns);
            traces = new HeldArray((long)batch * Neurons * Math.Max(1, States) * columns);
            sums = new HeldArray((long)Neurons * columns);
            if (filter is not null) filtered = new HeldArray((long)batch * Neurons * filter.States * columns);
        }

        for (int b = 0; b < batch; b++)
        {
            Span<float> row = presynaptic.Part(b, columns);
            x.Slice(b * inputs, inputs).CopyTo(row);
            row[width - 1] = 1;
        }
    }

    /// <summary>Adds the step that the layer has just computed to the traces, and what is learnt from it to the sums.</summary>
    /// <param name="taught">What each neuron is told, [1, B, N]: the gradient with respect to what the filtered output stands for.</param>
    public void Advance(Tensor taught)
    {
        jacobian = neurons.Jacobian();
        signal = taught;
        Workers.Run(Neurons, Row);
        if (recurrent is null) return;
        ReadOnlySpan<float> spikes = neurons.Spikes.Values;
        for (int b = 0; b < batch; b++) spikes.Slice(b * Neurons, Neurons).CopyTo(presynaptic!.Part(b, columns)[inputs..]);
    }

    /// <summary>Gives the parameters their gradients.</summary>
    public void Teach()
    {
        if (sums is null) return;
        for (int n = 0; n < Neurons; n++)
        {
            ReadOnlySpan<float> row = sums.Part(n, columns);
            Add(weights.Weight, n * inputs, row[..inputs]);
            Add(weights.Bias, n, row.Slice(width - 1, 1));
            Add(recurrent, n * Neurons, recurrent is null ? [] : row.Slice(inputs, Neurons));
            Add(recurrentBias, n, row.Slice(width - 1, 1));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        filtered?.Dispose();
        sums?.Dispose();
        presynaptic?.Dispose();
    }

    private static void Add(Parameter? parameter, int at, ReadOnlySpan<float> values)
    {
        if (parameter is not { Learns: true }) return;
        Span<float> gradient = Parameter.GradientToAddTo(parameter).Slice(at, values.Length);
        TensorPrimitives.Add(gradient, values, gradient);
    }

    // All synapses of a neuron, in every sample in turn.
    private void Row(int n)
    {
        int states = States, lanes = batch * Neurons;
        float* derivative = stackalloc float[(states + 1) * (states + 1)];
        float* all = jacobian.Values.Pointer;
        for (int b = 0; b < batch; b++)
        {
            int lane = (b * Neurons) + n;
            for (int d = 0; d < (states + 1) * (states + 1); d++) derivative[d] = all[((long)d * lanes) + lane];
            float* own = traces!.Pointer + ((long)lane * Math.Max(1, states) * columns);
            float* past = filter is null ? null : filtered!.Pointer + ((long)lane * filter.States * columns);
            Synapses(derivative, states, signal.Pointer[lane], presynaptic!.Pointer + ((long)b * columns), own, past, sums!.Pointer + ((long)n * columns));
        }
    }

    private void Synapses(float* derivative, int states, float taught, float* input, float* own, float* past, float* sum)
    {
        int filters = filter?.States ?? 0;
        Vector512<float>* before = stackalloc Vector512<float>[Math.Max(1, Math.Max(states, filters))];
        float* output = derivative + (states * (states + 1));
        for (int c = 0; c < columns; c += Vector)
        {
            Vector512<float> x = Vector512.Load(input + c);
            Vector512<float> handed = x * output[states];
            for (int s = 0; s < states; s++)
            {
                before[s] = Vector512.Load(own + (s * columns) + c);
                handed += before[s] * output[s];
            }

            for (int s = 0; s < states; s++)
            {
                float* row = derivative + (s * (states + 1));
                Vector512<float> after = x * row[states];
                for (int from = 0; from < states; from++) after += before[from] * row[from];
                after.Store(own + (s * columns) + c);
            }

            Vector512<float> eligible = handed;
            for (int f = 0; f < filters; f++)
            {
                before[f] = Vector512.Load(past + (f * columns) + c);
                eligible += before[f] * ratio[f];
            }

            for (int f = 0; f < filters; f++)
            {
                Vector512<float> after = handed * filter!.Gain[f];
                for (int from = 0; from < filters; from++) after += before[from] * filter.Leak[(f * filters) + from];
                after.Store(past + (f * columns) + c);
            }

            (Vector512.Load(sum + c) + (eligible * taught)).Store(sum + c);
        }
    }
}
