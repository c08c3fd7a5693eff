using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Inference;

/// <summary>784-1000-10 leaky neurons, 25 steps, one sample.</summary>
public sealed class MlpInference : InferenceJob
{
    /// <inheritdoc/>
    public override string Name => "inference-mlp";

    /// <inheritdoc/>
    public override string Description => "784-1000-10 LIF, 25 steps, one sample on the engine for live streams, beside the trainer's forward pass";

    /// <inheritdoc/>
    protected override Shape Sample => [784];

    /// <inheritdoc/>
    protected override Sequential Model() => new(
        new Linear(784, 1000, seed: 1),
        new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 }),
        new Linear(1000, 10, seed: 2),
        new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 }));
}
