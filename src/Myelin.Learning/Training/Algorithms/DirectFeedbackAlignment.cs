using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Direct feedback alignment over spiking layers: at every step the gradient of the loss with respect to the output goes through fixed random
/// weights to each hidden layer, past those between; within a layer weights learn from traces of their inputs, as in <see cref="Ottt"/>. The
/// last layer gets the true gradient. Source: Nokland (2016), NeurIPS, eq. 7; the traces in place of back-propagation through time are inferred.
/// </summary>
/// <param name="seed">What the random weights are drawn from.</param>
public sealed class DirectFeedbackAlignment(ulong seed = 1) : ILearningAlgorithm
{
    private readonly Pass pass = new(seed);

    /// <inheritdoc/>
    public string Name => "DFA";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => SpatialPass.LossRefusal(Name, loss) ?? Stage.TraceRefusal(Name, model);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step) => pass.Learn(step, traces: true);

    private sealed class Pass(ulong seed) : StagedPass
    {
        private readonly RandomFeedback feedback = new(seed);

        protected override void Learn(in LearningStep step, in Computed state, ReadOnlySpan<float> error)
        {
            Span<float> signal = Tensor.Empty(state.Output.Shape).Values;
            feedback.Send(error, state.Index, state.Output.Shape[1], signal);
            state.Teach(signal);
        }
    }
}
