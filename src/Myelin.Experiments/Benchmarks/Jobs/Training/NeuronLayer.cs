using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>Leaky neurons alone, forward and backward: 500 steps, 16 samples, 512 neurons.</summary>
public sealed class NeuronLayer : TrainingJob
{
    private const int Steps = 500, Batch = 16, Neurons = 512;

    /// <inheritdoc/>
    public override string Name => "train-neurons";

    /// <inheritdoc/>
    public override string Description => "512 LIF neurons, 16 samples, 500 steps: one forward and backward pass";

    /// <inheritdoc/>
    protected override Action Prepare()
    {
        var input = new Parameter("input", [Steps, Batch, Neurons]);
        float[] x = Numbers(Steps * Batch * Neurons), ones = new float[x.Length];
        for (int i = 0; i < x.Length; i++) input.Values[i] = (x[i] - 0.45f) * 0.8f;
        Array.Fill(ones, 1);
        var layer = new Spiking<FastSigmoid<TwentyFive>>(new Leaky { Beta = 0.95 });
        return () =>
        {
            input.ZeroGradient();
            Tape.Current.Backward(layer.Forward(input), ones);
        };
    }
}
