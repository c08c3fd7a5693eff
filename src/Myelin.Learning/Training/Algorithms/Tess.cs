using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Learning that is local in time and in space: dW = m (a psi q + b h x) at every step, with psi the derivative of a neuron's output with
/// respect to its drive, q the trace of the input x with the step at hand, h the trace of psi without it, and m a learning signal of the
/// layer's own: the spikes go through fixed weights, square waves over the neurons of one period more for every class, to as many outputs as there are classes, and the error of their softmax
/// comes back through the same weights. The last layer gets the gradient of the loss. Traces leak as the neurons' own model says. Source:
/// Apolinario, Roy and Frenkel (2025), IJCNN (TESS); its equations are from memory, and the size of the waves and the default of b are
/// ours.
/// </summary>
/// <param name="pre">a, what the trace of the input counts.</param>
/// <param name="post">b, what the trace of the neuron's own activity counts.</param>
public sealed class Tess(float pre = 1, float post = -0.2f) : ILearningAlgorithm
{
    // Over the root of the number of neurons, so that scores have about this size; larger ones teach nothing, because one class wins at once.
    private const float Amplitude = 4;

    private readonly Pass pass = new(pre, post);

    /// <inheritdoc/>
    public string Name => "TESS";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => SpatialPass.LossRefusal(Name, loss) ?? Stage.TraceRefusal(Name, model);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step) => pass.Learn(step, traces: true);

    /// <summary>The fixed weights of a layer, [classes, neurons].</summary>
    internal ReadOnlySpan<float> Basis(int layer, int classes, int neurons) => pass.Basis(layer, classes, neurons);

    private sealed class Pass(float pre, float post) : StagedPass
    {
        private readonly Dictionary<int, float[]> bases = [];
        private readonly Dictionary<int, PresynapticTrace> activities = [];

        public ReadOnlySpan<float> Basis(int layer, int classes, int neurons)
        {
            if (bases.TryGetValue(layer, out float[]? known) && known.Length == classes * neurons) return known;
            float[] waves = new float[classes * neurons];
            float size = Amplitude / MathF.Sqrt(neurons);
            for (int i = 0; i < waves.Length; i++)
            {
                double periods = (i / neurons) + 1, place = ((i % neurons) + 0.5) / neurons;
                waves[i] = Math.Sin(2 * Math.PI * periods * place) > 0 ? size : -size;
            }

            return bases[layer] = waves;
        }

        protected override void Learn(in LearningStep step, in Computed state, ReadOnlySpan<float> error)
        {
            Tensors.Shape shape = state.Output.Shape;
            int batch = shape[1];
            Tensor psi = Tensor.Empty(shape), signal = Tensor.Empty(shape), gradient = Tensor.Empty(shape);
            gradient.Values.Fill(1);
            state.OfDrive(gradient.Values).CopyTo(psi.Values);
            Signal(step, state.Index, state.Output.Values, batch, error.Length / batch, signal.Values);
            if (!activities.TryGetValue(state.Index, out PresynapticTrace? activity)) activities[state.Index] = activity = new PresynapticTrace(state.Stage.Neurons!.Response);
            activity.Advance(psi);
            TensorPrimitives.Multiply(signal.Values, psi.Values, gradient.Values);
            TensorPrimitives.Multiply(gradient.Values, pre, gradient.Values);
            Tape.Current.Backward(state.Drive, gradient.Values);
            if (post == 0) return;
            TensorPrimitives.Subtract(activity.Traced.Values, psi.Values, gradient.Values);
            TensorPrimitives.Multiply(gradient.Values, signal.Values, gradient.Values);
            TensorPrimitives.Multiply(gradient.Values, post, gradient.Values);
            Use(state.Stage, false);
            Tape.Current.Backward(state.Drive, gradient.Values);
            Use(state.Stage, true);
        }

        protected override void Clear()
        {
            foreach (PresynapticTrace activity in activities.Values) activity.Dispose();
            activities.Clear();
        }

        private static void Use(Stage stage, bool uses)
        {
            foreach (Module module in stage.Before)
            {
                if (module is IProjection { Trace: { } trace }) trace.IsUsed = uses;
            }
        }

        private unsafe void Signal(in LearningStep step, int layer, ReadOnlySpan<float> spikes, int batch, int classes, Span<float> signal)
        {
            int neurons = spikes.Length / batch;
            float share = step.Scale / ((float)batch * step.Input.Shape[0]);
            Span<float> scores = Tensor.Empty([batch, classes]).Values;
            fixed (float* s = spikes, basis = Basis(layer, classes, neurons), y = scores, m = signal)
            {
                MatrixProduct.Multiply(s, false, basis, true, y, batch, classes, neurons, add: false);
                for (int b = 0; b < batch; b++)
                {
                    Span<float> row = scores.Slice(b * classes, classes);
                    TensorPrimitives.SoftMax(row, row);
                    row[step.Targets.Labels[b]] -= 1;
                    TensorPrimitives.Multiply(row, share, row);
                }

                MatrixProduct.Multiply(y, false, basis, false, m, batch, neurons, classes, add: false);
            }
        }
    }
}
