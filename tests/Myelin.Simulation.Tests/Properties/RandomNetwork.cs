using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Properties;

/// <summary>
/// Networks drawn at random: a few populations of several models, ranges of them connected by all kinds of rules, driven by all kinds of inputs.
/// A seed describes one network, again and again.
/// </summary>
/// <param name="seed">What is drawn.</param>
/// <param name="exact">Whether weights are multiples of a power of two, so that sums do not depend on their order.</param>
internal sealed class RandomNetwork(int seed, bool exact)
{
    private static readonly int[] sizes = [1, 5, 15, 16, 17, 40, 64, 65, 100, 130, 200];

    /// <summary>Describes the network.</summary>
    public Network Describe()
    {
        var random = new Random(seed);
        var network = new Network((ulong)seed * 0x9E3779B97F4A7C15);
        int populations = random.Next(2, 5);
        for (int p = 0; p < populations; p++) Populate(network, random, $"p{p}");
        foreach (Population population in network.Populations)
        {
            for (int d = random.Next(1, 4); d > 0; d--) Drive(network, random, population);
        }

        for (int p = random.Next(2, 7); p > 0; p--) Connect(network, random);
        return network;
    }

    private static void Populate(Network network, Random random, string name)
    {
        int size = sizes[random.Next(sizes.Length)];
        bool each = random.Next(3) == 0;
        double spread = random.Next(1, 9);
        Population population = random.Next(7) switch
        {
            0 or 1 => each ? network.Population(name, size, i => Exp(spread, i % 7)) : network.Population(name, size, Exp(spread, 0)),
            2 => network.Population(name, size, new LifDelta { TauM = (5 + spread) * ms, Bias = 280 * pA, RefractoryInput = RefractoryInput.Keep }),
            3 => network.Population(name, size, new LifAlpha { TauSynE = spread * ms, Bias = 390 * pA }),
            4 => network.Population(name, size, new PoissonNeuron { Rate = 20 * spread * Hz }),
            5 => network.Population(name, size, new Parrot()),
            _ => each
                ? network.Population(name, size, i => new Leaky { Beta = 0.5 + (0.05 * (i % 9)), Threshold = 1 + spread })
                : network.Population(name, size, new Leaky { Beta = 0.75, Threshold = 1 + spread, ResetTiming = ResetTiming.SameStep }),
        };
        if (population.Model is LifExp or LifDelta or LifAlpha && random.Next(2) == 0)
        {
            (int start, int end) = Range(random, size);
            network.Initialize(population[start..end], "U", Uniform(-70 * mV, -55 * mV));
        }
    }

    private static LifExp Exp(double spread, int i) => new()
    {
        TauM = (9 + i) * ms,
        TauSynE = (1 + spread) * ms,
        TauSynI = (2 + i) * ms,
        Refractory = (i % 3) * ms,
        Bias = (300 + (20 * i)) * pA,
    };

    private void Drive(Network network, Random random, Population population)
    {
        string? unit = WeightUnit(population);
        if (unit is null) return;
        (int start, int end) = Range(random, population.Size);
        PopulationView range = population[start..end];
        int count = range.Count;
        switch (random.Next(HasCurrent(population) ? 5 : 2))
        {
            case 0:
                network.Drive(range, Poisson(random.Next(50, 4000) * Hz, Weight(random, unit)));
                break;
            case 1:
                int spikes = random.Next(200);
                network.Drive(range, SpikeReplay(
                    [.. Enumerable.Range(0, spikes).Select(_ => EndOf(random.Next(200)))],
                    [.. Enumerable.Range(0, spikes).Select(_ => random.Next(count))],
                    Weight(random, unit)));
                break;
            case 2:
                network.Drive(range, StepCurrent((random.Next(100) * Dt, random.Next(-50, 200) * pA), (100 * Dt, random.Next(50) * pA)));
                break;
            case 3:
                network.Drive(range, NoisyCurrent(random.Next(100) * pA, random.Next(200) * pA, random.Next(4) * Dt));
                break;
            default:
                bool each = random.Next(2) == 0;
                network.Drive(range, ReplayedCurrent([.. Enumerable.Range(0, 50 * (each ? count : 1)).Select(_ => random.NextDouble() * 100)], each ? count : 1));
                break;
        }
    }

    private void Connect(Network network, Random random)
    {
        Population source = network.Populations[random.Next(network.Populations.Count)], target = network.Populations[random.Next(network.Populations.Count)];
        if (WeightUnit(target) is not { } unit) return;
        (int s0, int s1) = Range(random, source.Size);
        (int t0, int t1) = Range(random, target.Size);
        if (ReferenceEquals(source, target) && random.Next(2) == 0) ((s0, t0), (s1, t1)) = ((0, 0), (source.Size, source.Size));
        ConnectionRule rule = Rule(random, s1 - s0, t1 - t0, unit);
        Distribution? weight = rule.WeightUnit is not null ? null : Weight(random, unit, mayVary: !exact);
        bool mayBeImmediate = source.Index < target.Index;
        Distribution? delay = rule.HasDelays ? null : random.Next(mayBeImmediate ? 4 : 3) switch
        {
            0 => null,
            1 => random.Next(1, 30) * Dt,
            2 => Uniform(0.2 * ms, 4 * ms),
            _ => 0 * ms,
        };
        network.Connect(source[s0..s1], target[t0..t1], rule, weight, delay);
    }

    private static ConnectionRule Rule(Random random, int sources, int targets, string unit)
    {
        int connections = random.Next(1, 400);
        int[] Draw(int below) => [.. Enumerable.Range(0, connections).Select(_ => random.Next(below))];
        double[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => Dyadic(random, unit))];
        return random.Next(8) switch
        {
            0 => AllToAll(autapses: random.Next(2) == 0),
            1 => FixedIndegree(random.Next(1, 30)),
            2 => FixedOutdegree(random.Next(1, 30)),
            3 => FixedProbability(random.NextDouble() * 0.5),
            4 => FixedTotalNumber(connections),
            5 => Explicit(Draw(sources), Draw(targets), Weights(connections), random.Next(2) == 0 ? [.. Draw(60).Select(d => (1 + d) * Dt.InMilliseconds)] : [], unit),
            6 => Dense(new WeightTensor(Weights(targets * sources), targets, sources), unit),
            _ => sources == targets ? OneToOne() : FixedIndegree(3),
        };
    }

    private static (int Start, int End) Range(Random random, int size)
    {
        if (random.Next(2) == 0) return (0, size);
        int start = random.Next(size);
        return (start, random.Next(start + 1, size + 1));
    }

    // What a spike weighs: about a tenth of what makes a neuron fire.
    private static double Dyadic(Random random, string unit) => unit switch
    {
        "pA" => random.Next(-300, 400) / 4.0,
        "mV" => random.Next(-60, 90) / 32.0,
        _ => random.Next(-6, 12) / 8.0,
    };

    private Distribution Weight(Random random, string unit, bool mayVary = false)
    {
        double value = Dyadic(random, unit), other = Dyadic(random, unit);
        if (!exact) (value, other) = (value * 1.1, other * 0.9);
        bool varies = mayVary && random.Next(2) == 0;
        return unit switch
        {
            "pA" => varies ? Normal(value * pA, Math.Abs(other) * pA) : value * pA,
            "mV" => varies ? Normal(value * mV, Math.Abs(other) * mV) : value * mV,
            _ => varies ? Normal(value, Math.Abs(other)) : value,
        };
    }

    private static string? WeightUnit(Population population) => population.Model.Info.Ports is [{ } first, ..] ? first.Unit : null;

    private static bool HasCurrent(Population population) => population.Model.Info.Ports.Any(p => p is { Name: "Current", Unit: "pA" });
}
