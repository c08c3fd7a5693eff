using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>A linear layer with leaky neurons, forward and backward: 500 steps, 16 samples, a tenth of the inputs spiking.</summary>
/// <param name="neurons">Number of inputs and of neurons.</param>
public abstract class LinearLif(int neurons) : TrainingJob
{
    private const int Steps = 500, Batch = 16;

    /// <inheritdoc/>
    public override string Name => $"train-layer-{neurons}";

    /// <inheritdoc/>
    public override string Description => $"Linear {neurons}-{neurons} and LIF, 16 samples, 500 steps: one forward and backward pass";

    /// <inheritdoc/>
    public override long MemoryBytes => 6L * Steps * Batch * neurons * sizeof(float);

    /// <inheritdoc/>
    protected override int Iterations => neurons > 4096 ? 3 : 15;

    /// <inheritdoc/>
    protected override int Before => neurons > 4096 ? 1 : 3;

    /// <inheritdoc/>
    protected override Action Prepare()
    {
        float[] x = Numbers(Steps * Batch * neurons, 0.1), ones = new float[x.Length];
        Array.Fill(ones, 1);
        var linear = new Linear(neurons, neurons, seed: 1);

        // As in the peers' script, so that neurons spike in some percent of the steps.
        foreach ((string _, Parameter parameter) in linear.Parameters) System.Numerics.Tensors.TensorPrimitives.Multiply(parameter.Values, 1.5f, parameter.Values);
        var model = new Sequential(linear, new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 }));
        Tensor input = default;
        return () =>
        {
            if (!input.Exists) input = new Parameter("input", [Steps, Batch, neurons]) { Learns = false };
            x.CopyTo(input.Values);
            foreach ((string _, Parameter parameter) in linear.Parameters) parameter.ZeroGradient();
            Tape.Current.Backward(model.Forward(input), ones);
        };
    }
}

/// <summary>512 neurons.</summary>
public sealed class LinearLif512() : LinearLif(512)
{
    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("SpikingJelly 0.0.0.0.14, 2 threads", 0.0696, "reference machine"),
        new("snnTorch 0.9.4, 2 threads", 0.0775, "reference machine"),
        new("Norse 1.0.0, 2 threads", 0.0877, "reference machine"),
    ];
}

/// <summary>2,048 neurons.</summary>
public sealed class LinearLif2048() : LinearLif(2048)
{
    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("SpikingJelly 0.0.0.0.14, 2 threads", 0.437, "reference machine"),
        new("Norse 1.0.0, 2 threads", 0.457, "reference machine"),
        new("snnTorch 0.9.4, 2 threads", 0.577, "reference machine"),
    ];
}

/// <summary>8,192 neurons.</summary>
public sealed class LinearLif8192() : LinearLif(8192)
{
    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Norse 1.0.0, 2 threads", 5.27, "reference machine"),
        new("snnTorch 0.9.4, 2 threads", 5.33, "reference machine"),
        new("SpikingJelly 0.0.0.0.14, 2 threads", 5.63, "reference machine"),
    ];
}
