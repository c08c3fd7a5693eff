using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Lowering;

/// <summary>Whether a layer hands on spikes, which are all that synapses carry: it is run, and what it emits is looked at.</summary>
internal static class SpikeProof
{
    private const int Steps = 64;

    /// <summary>Refuses a layer that emits other numbers than 0 and 1, or hands on its membrane potential.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sample">Shape of a sample of it.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Check(Spiking layer, Shape sample)
    {
        string name = $"{layer.Path} ({layer.Model.Info.Name})";
        if (layer.Reads is not null) throw new ArgumentException($"{name} hands on its {layer.Reads}, not spikes; only the last layer of neurons can.");
        var random = new Random(1);
        Tensor input = Tensor.Empty([Steps, 1, .. sample]);
        foreach (ref float value in input.Values) value = (float)((random.NextDouble() * 6) - 2);
        layer.ResetState();
        foreach (float emitted in layer.Forward(input).Values)
        {
            if (emitted is 0 or 1) continue;
            throw new ArgumentException($"{name} emits numbers such as {emitted}, and synapses carry spikes, which are 0 or 1; a network can have such neurons in its last layer only.");
        }

        layer.ResetState();
        Tape.Current.Clear();
    }
}
