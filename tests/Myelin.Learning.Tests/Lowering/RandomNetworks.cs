using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>Small networks that are chains, written as a user writes them: rules of all kinds, ranges, several projections between two populations.</summary>
internal static class RandomNetworks
{
    public static Network Draw(int seed)
    {
        var random = new Random(seed);
        var network = new Network((ulong)seed);
        Population source = network.Relay("input", random.Next(2, 12));
        for (int layer = random.Next(1, 4); layer > 0; layer--)
        {
            int size = random.Next(2, 12);
            Population target = random.Next(3) == 0
                ? network.Population($"layer {layer}", size, n => new Leaky { Beta = (n % 8) / 8.0, Threshold = 0.5 + ((n % 3) / 4.0) })
                : network.Population($"layer {layer}", size, new Synaptic { Alpha = 0.5, Beta = 0.75, Threshold = 0.75 });
            network.Connect(source, target, Dense(Numbers(source.Size, size)), delay: Time.Zero);
            if (random.Next(2) == 0) network.Connect(source[..1], target, AllToAll(), 0.25, delay: Time.Zero);
            if (random.Next(2) == 0) network.Connect(source, target[1..], FixedProbability(0.3), -0.5, delay: Time.Zero);
            if (random.Next(2) == 0) network.Connect(target, target, FixedProbability(0.3), 0.125);
            if (random.Next(2) == 0) network.Connect(target, target, Dense(Numbers(size, size)), delay: 1 * ms);
            if (random.Next(2) == 0) network.Drive(target, new ConstantInput([.. Enumerable.Range(0, size).Select(_ => random.Next(-16, 17) / 64.0)]));
            source = target;
        }

        return network;

        WeightTensor Numbers(int sources, int targets)
        {
            double[] weights = [.. Enumerable.Range(0, sources * targets).Select(_ => random.Next(-48, 65) / 64.0)];
            return new WeightTensor(weights, targets, sources);
        }
    }
}
