using System.Numerics.Tensors;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Tensor = Myelin.Learning.Tensors.Tensor;

namespace Myelin.Experiments.Conversion;

/// <summary>The spiking network of a <see cref="QuantisedRowNetwork"/>: every row is shown for a cycle; neurons gather in one cycle and fire in the next.</summary>
internal sealed class SpikingRowNetwork : Module
{
    private readonly QuantisedRowNetwork from;
    private readonly int cycle;
    private readonly float worth;
    private readonly Spiking features;
    private readonly Recurrent<Arctangent<Two>> recurrent;

    public SpikingRowNetwork(QuantisedRowNetwork from, int hidden, int levels, int cycle, float unit)
    {
        (this.from, this.cycle) = (from, cycle);

        // A spike in one step of a cycle is worth one unit in the mean over the cycle.
        worth = unit * cycle;
        var neurons = new CycleIf { Steps = cycle, Levels = levels };
        features = Add("features", new Spiking<Arctangent<Two>>(neurons));
        recurrent = Add("recurrent", new Recurrent<Arctangent<Two>>(neurons, hidden, bias: false));
        from.Recurrent.Weight.Values.CopyTo(recurrent.RecurrentWeight.Values);
    }

    /// <summary>Spikes of the recurrent layer in each cycle of the last pass, [cycles, B, hidden].</summary>
    public float[][] Counts { get; private set; } = [];

    /// <summary>Spikes of a neuron and sample in the last pass, mean over both layers.</summary>
    public double SpikesPerNeuron { get; private set; }

    // [rows, B, 28] to [1, B, 10]: two cycles more than rows until the last state has left.
    protected override Tensor Compute(Tensor input)
    {
        (int rows, int batch) = (input.Shape[0], input.Shape[1]);
        int size = batch * QuantisedRowNetwork.Width;
        Tensor shown = Tensor.Zeros([(rows + 2) * cycle, batch, 1, 1, QuantisedRowNetwork.Width]);
        for (int step = 0; step < rows * cycle; step++) input.Values.Slice(step / cycle * size, size).CopyTo(shown.Values[(step * size)..]);
        Tensor first = features.Forward(from.Convolution.Forward(shown) / worth).Flatten(2);
        Tensor second = recurrent.Forward(from.Input.Forward(first));
        int width = second.Shape[1] * second.Shape[2];
        Counts = new float[rows + 2][];
        for (int c = 0; c < Counts.Length; c++)
        {
            Counts[c] = new float[width];
            for (int step = 0; step < cycle; step++) TensorPrimitives.Add(Counts[c], second.Values.Slice(((c * cycle) + step) * width, width), Counts[c]);
        }

        SpikesPerNeuron = (first.Values.ToArray().Sum(v => (double)v) + second.Values.ToArray().Sum(v => (double)v)) / (first.Shape.Product(1) + second.Shape.Product(1));
        Tensor output = from.Output.Forward(second.Steps((rows + 1) * cycle, cycle) * worth);
        return output.Mean([0], keep: true);
    }
}
