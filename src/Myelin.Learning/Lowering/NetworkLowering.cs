using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Learning.Lowering;

/// <summary>
/// Makes a network of a model, with the very same neurons: what simulators, chips and files take. What lies between two layers of neurons is
/// weights and a constant current, whatever layers it is made of: batch normalisation, scales and pooling by means are folded into them. Where branches are
/// joined by a sum, synapses come from the neurons of all of them.
/// </summary>
public static class NetworkLowering
{
    /// <summary>The name of the population that hands the input's spikes on.</summary>
    public const string Input = "input";

    /// <summary>Makes a network of a model as it is evaluated.</summary>
    /// <param name="model">Layers one after the other; the last is one of neurons.</param>
    /// <param name="sample">Shape of a sample at one step: [N], or [C, H, W].</param>
    /// <returns>The network: a population of parrots named input, and one for each layer of neurons, named by its path. Its step is the layers' own.</returns>
    /// <exception cref="ArgumentException">Something in the model cannot be said by neurons and synapses; the message names the layer.</exception>
    public static Network ToNetwork(this Sequential model, Shape sample)
    {
        ArgumentNullException.ThrowIfNull(model);
        bool training = model.IsTraining;
        model.Evaluate();
        model.CarryState(false);
        try
        {
            return Lower(model, sample);
        }
        finally
        {
            if (training) model.Train();
            Tape.Current.Clear();
        }
    }

    /// <summary>Length of a step that the layers of neurons share.</summary>
    /// <exception cref="ArgumentException">There are no neurons, or layers have different steps.</exception>
    public static Time StepOf(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Time[] steps = [.. model.All.OfType<Spiking>().Select(l => l.Dt).Distinct()];
        return steps.Length switch
        {
            1 => steps[0],
            0 => throw new ArgumentException("The model has no layer of neurons, so there is no network to make of it."),
            _ => throw new ArgumentException($"The layers of neurons have steps of {string.Join(" and ", steps)}; a network has one."),
        };
    }

    private static Network Lower(Sequential model, Shape sample)
    {
        _ = StepOf(model);
        using Tape.Pause pause = Tape.Current.PauseRecording();
        var network = new Network();
        Stream end = Walk(network, model, Stream.From(new Stream.Source(network.Relay(Input, sample.Product(0)), sample, null)), []);
        if (end.Layers.Count > 0)
            throw new ArgumentException($"The model ends in {end.Layers[^1].Path} ({end.Layers[^1].GetType().Name}); a network ends in neurons, so put a layer of neurons behind it (a leaky integrator for a read-out).");
        return network;
    }

    private static Stream Walk(Network network, Module layer, Stream arriving, HashSet<Spiking> proven)
    {
        switch (layer)
        {
            case Sequential inner:
                return inner.Children.Aggregate(arriving, (stream, child) => Walk(network, child, stream, proven));
            case Junction junction:
                return Stream.Joined(junction, [.. junction.Children.Select(branch => Walk(network, branch, arriving, proven))]);
            case Spiking spiking:
                foreach (Stream.Source source in arriving.Sources)
                {
                    if (source.Layer is { } before && proven.Add(before)) SpikeProof.Check(before, source.Shape);
                }

                AffineMap map = AffineMap.Of(arriving);
                Population target = Populate(network, spiking, map.Output);
                map.Connect(network, target, spiking);
                if (spiking is IRecurrent recurrent) recurrent.ConnectBack(network, target);
                return Stream.From(new Stream.Source(target, map.Output, spiking));
            default:
                return arriving.Behind(layer);
        }
    }

    private static Population Populate(Network network, Spiking layer, Shape shape)
    {
        int neurons = shape.Product(0);
        string name = layer.Path.Length > 0 ? layer.Path.Replace('.', '/') : layer.Model.Info.Name;
        IReadOnlyList<INeuronModel> models = layer.LearntModels(neurons);
        return models.Count == 1 ? network.Population(name, neurons, models[0]) : network.Population(name, models);
    }
}
