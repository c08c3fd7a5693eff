using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>12C5-MP2-64C5-MP2-10 leaky neurons, 50 steps, 128 samples, Adam.</summary>
public sealed class ConvolutionTraining : TrainingJob
{
    private const int Steps = 50, Batch = 128;

    /// <inheritdoc/>
    public override string Name => "train-conv";

    /// <inheritdoc/>
    public override string Description => "12C5-MP2-64C5-MP2-10 LIF, 50 steps, 128 samples: one iteration with Adam";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Norse 1.0.0, 2 threads", 0.489, "reference machine"),
        new("snnTorch 0.9.4, 2 threads", 0.543, "reference machine"),
        new("SpikingJelly 0.0.0.0.14, 2 threads", 0.952, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override int Iterations => 9;

    /// <inheritdoc/>
    protected override Action Prepare()
    {
        var model = new Sequential(
            new Convolution2d(1, 12, 5, seed: 1),
            new MaxPool2d(2),
            new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }),
            new Convolution2d(12, 64, 5, seed: 2),
            new MaxPool2d(2),
            new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }),
            new Flatten(),
            new Linear(64 * 4 * 4, 10, seed: 3),
            new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.5 }) { Reads = nameof(Leaky.State<float>.U) });
        float[] x = Numbers(Batch * 784);
        Targets targets = Targets.Of([.. Enumerable.Range(0, Batch).Select(i => i % 10)]);
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter), 5e-4);
        var loss = new StepCrossEntropy();
        return () =>
        {
            optimiser.ZeroGradient();
            Tape.Current.Backward(loss.Of(model.Forward(Tensor.From(x, [Batch, 1, 28, 28]).RepeatOverTime(Steps)), targets));
            optimiser.Step();
        };
    }
}
