using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Learning.Importing;

/// <summary>A graph of NIR as layers, ready to be trained on.</summary>
/// <param name="Layers">The layers; neurons are those that the simulator runs. The layer of a node bears its number, not its name.</param>
/// <param name="Sample">Shape of a sample at one step.</param>
/// <param name="Network">The same graph as a network, with what was assumed.</param>
public sealed record NirModel(Sequential Layers, Tensors.Shape Sample, NirNetwork Network)
{
    /// <summary>Length of a step.</summary>
    public Time Dt => Network.Dt;
}

/// <summary>Makes layers of graphs of NIR.</summary>
public static class NirModels
{
    extension(NirGraph graph)
    {
        /// <summary>
        /// The graph as layers: weights and biases are parameters that learn; constants of neurons that differ between them are parameters that do not, until
        /// <see cref="Tensors.Parameter.Learns"/> is set.
        /// </summary>
        /// <typeparam name="TSurrogate">The derivative of a spike, which no file states.</typeparam>
        /// <param name="options">What the file does not state; null for the defaults.</param>
        /// <exception cref="InvalidDataException">The graph contradicts itself, is no chain, or has a node that is no layer; one sentence says why.</exception>
        public NirModel ToModel<TSurrogate>(NirImportOptions? options = null)
            where TSurrogate : struct, ISurrogate
        {
            NirChain chain = graph.ToChain(options);
            var layers = new List<Module>();
            foreach (NirChainLink link in chain.Links)
            {
                foreach (NirChainNode node in link.Before) layers.AddRange(NirLayers.Of(node));
                if (link.Neurons is not { } neurons) continue;
                if (neurons.Ports.Count == 0) throw new InvalidDataException($"Node '{neurons.Name}' has no input.");
                layers.Add(Neurons<TSurrogate>(link, neurons, chain.Network.Dt));
            }

            return new NirModel(new Sequential([.. layers]), [.. chain.Input.Shape.Lengths], chain.Network);
        }
    }

    private static Spiking Neurons<TSurrogate>(NirChainLink link, Population neurons, Time dt)
        where TSurrogate : struct, ISurrogate
    {
        string? reads = link.IsGraded ? "U" : null;
        INeuronModel model = neurons.ModelOf(0);
        Spiking layer = link.Back is { } back
            ? NirLayers.FillBack(new Recurrent<TSurrogate>(model, neurons.Size, NirLayers.IsAllToAll(neurons.Name, back), NirLayers.HasBias(back), dt: dt) { Reads = reads }, back)
            : new Spiking<TSurrogate>(model, dt) { Reads = reads };
        if (neurons.HasParametersPerNeuron) Differ(layer, neurons);
        return layer;
    }

    // Parameters in which neurons differ have a value each.
    private static void Differ(Spiking layer, Population neurons)
    {
        double[][] values = new double[neurons.Size][];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = new double[layer.Model.Info.Parameters.Count];
            neurons.ModelOf(n).CopyParameters(values[n]);
        }

        for (int p = 0; p < layer.Model.Info.Parameters.Count; p++)
        {
            int index = p;
            if (Array.TrueForAll(values, v => v[index].Equals(values[0][index]))) continue;
            string name = layer.Model.Info.Parameters[p].Name;
            Tensors.Parameter each = layer.Learn(name, neurons.Size).Learnt.Single(l => string.Equals(l.Name, name, StringComparison.Ordinal)).Value;
            each.Learns = false;
            for (int n = 0; n < values.Length; n++) each.Values[n] = (float)values[n][p];
        }
    }
}
