using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>Small models of any layers and binary neurons, with weights on a dyadic grid.</summary>
internal static class RandomModels
{
    private static readonly string[] neurons =
        [.. NeuronCatalogue.BuiltIn.Models.Where(m => m.Info.Ports.Count == 1 && m.Info.Ports[0].Unit.Length == 0).Select(m => m.Info.Name).Except(LoweringTests.NotComparable)];

    /// <summary>A model.</summary>
    /// <param name="seed">What it is drawn from.</param>
    /// <param name="images">Whether its input is an image that convolutions and means look at; else a vector.</param>
    /// <returns>The model and the shape of its input.</returns>
    public static (Sequential Model, Shape Sample) Draw(int seed, bool images)
    {
        var random = new Random(seed);
        var layers = new List<Module>();
        Shape sample;
        int width;
        if (images)
        {
            int channels = random.Next(1, 3), size = random.Next(5, 9), maps = random.Next(1, 4), kernel = random.Next(1, 4), padding = random.Next(2);
            sample = [channels, size, size];
            layers.Add(new Convolution2d(channels, maps, kernel, padding: padding, bias: random.Next(2) == 0, seed: (ulong)seed));
            int side = size + (2 * padding) - kernel + 1;
            if (random.Next(2) == 0) Pool();
            layers.Add(Neuron());
            if (random.Next(2) == 0 && side > 2) Pool();
            layers.Add(new Flatten());
            width = maps * side * side;

            void Pool()
            {
                layers.Add(new AvgPool2d(2));
                side /= 2;
            }
        }
        else
        {
            width = random.Next(1, 20);
            sample = [width];
        }

        for (int depth = random.Next(1, 3); depth > 0; depth--)
        {
            int next = random.Next(1, 20);
            layers.Add(new Linear(width, next, bias: random.Next(2) == 0, seed: (ulong)(seed + depth)));
            width = next;
            layers.Add(random.Next(3) == 0
                ? new Recurrent<Arctangent<Two>>(Model(), width, allToAll: random.Next(2) == 0, seed: (ulong)(seed - depth))
                : Neuron());
        }

        var model = new Sequential([.. layers]);
        BothEngines.Dyadic(model, 64, 4);
        return (model, sample);

        Spiking Neuron() => new Spiking<Arctangent<Two>>(Model());

        INeuronModel Model() => NeuronCatalogue.BuiltIn.Find(neurons[random.Next(neurons.Length)]);
    }
}
