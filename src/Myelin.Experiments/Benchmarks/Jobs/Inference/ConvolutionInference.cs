using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Inference;

/// <summary>12C5-AP2-64C5-AP2-10 leaky neurons, 25 steps, one sample.</summary>
public sealed class ConvolutionInference : InferenceJob
{
    /// <inheritdoc/>
    public override string Name => "inference-conv";

    /// <inheritdoc/>
    public override string Description => "12C5-AP2-64C5-AP2-10 LIF, 25 steps, one sample on the engine for live streams, beside the trainer's forward pass";

    /// <inheritdoc/>
    protected override Shape Sample => [1, 28, 28];

    /// <inheritdoc/>
    protected override Sequential Model() => new(
        new Convolution2d(1, 12, 5, seed: 1),
        new AvgPool2d(2),
        new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }),
        new Convolution2d(12, 64, 5, seed: 2),
        new AvgPool2d(2),
        new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }),
        new Flatten(),
        new Linear(64 * 4 * 4, 10, seed: 3),
        new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }));
}
