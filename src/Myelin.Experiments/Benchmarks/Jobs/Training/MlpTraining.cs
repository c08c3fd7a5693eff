using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>784-1000-10 leaky neurons, 25 steps, 128 samples, Adam.</summary>
public sealed class MlpTraining : TrainingJob
{
    private const int Steps = 25, Batch = 128;

    /// <inheritdoc/>
    public override string Name => "train-mlp";

    /// <inheritdoc/>
    public override string Description => "784-1000-10 LIF, 25 steps, 128 samples: one iteration with Adam";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("SpikingJelly 0.0.0.0.14, 2 threads", 0.0465, "reference machine"),
        new("Norse 1.0.0, 2 threads", 0.0559, "reference machine"),
        new("snnTorch 0.9.4, 2 threads", 0.0566, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override int Iterations => 50;

    /// <inheritdoc/>
    protected override Action Prepare()
    {
        var model = new Sequential(
            new Linear(784, 1000, seed: 1),
            new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 }),
            new Linear(1000, 10, seed: 2),
            new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 }) { Reads = nameof(Leaky.State<float>.U) });
        float[] x = Numbers(Batch * 784);
        Targets targets = Targets.Of([.. Enumerable.Range(0, Batch).Select(i => i % 10)]);
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter), 5e-4);
        var loss = new StepCrossEntropy();
        return () =>
        {
            optimiser.ZeroGradient();
            Tape.Current.Backward(loss.Of(model.Forward(Tensor.From(x, [Batch, 784]).RepeatOverTime(Steps)), targets));
            optimiser.Step();
        };
    }
}
