using Myelin.Analysis;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.SpikeLogic;

/// <summary>
/// A neuron that learns, by ReSuMe, to answer pairs of spike trains with spike trains: two inputs that fire one random train for 0 and another for 1, what lies between, and the
/// output. Between lies either a hidden layer with random weights and delays, or delay lines only; in both the output has equally many synapses.
/// </summary>
internal sealed class LogicNetwork : IDisposable
{
    private const int Steps = 100, Pause = 60, SpikesOfBit = 10, LongestDelay = 20, SynapsesOfPair = 6;
    private const double Tau = 10;

    // What the output fires for false and for true, in ms since the bits began.
    private static readonly double[][] answers = [[45, 80], [60, 95]];

    private readonly Simulator simulator;
    private readonly Drive bits;
    private readonly Drive teacher;
    private readonly Population output;
    private readonly Projection learnt;
    private readonly bool[][][] trains;

    /// <summary>Makes a network that has learnt nothing.</summary>
    /// <param name="synapses">Number of synapses of the output.</param>
    /// <param name="isLayered">Whether there is a hidden layer, of as many neurons; else delay lines.</param>
    /// <param name="seed">Names everything random.</param>
    public LogicNetwork(int synapses, bool isLayered, ulong seed)
    {
        var random = new RandomStream(seed, StreamPurpose.Data);
        trains = [Trains(ref random), Trains(ref random)];
        var network = new Network(seed);
        Population inputs = network.Relay("bits", 2);
        bits = network.Drive(inputs, Steered());
        output = network.Population("output", 1, new LifDelta { TauM = Tau * ms, Refractory = 5 * ms });
        Population teaching = network.Relay("teacher", 1);
        teacher = network.Drive(teaching, Steered());
        Population before = isLayered
            ? network.Population("hidden", synapses, new LifDelta { TauM = Tau * ms, Refractory = 5 * ms })
            : network.Relay("delay lines", synapses);
        Wire(network, inputs, before, isLayered, ref random);
        learnt = network.Connect(before, output, AllToAll(), Uniform(0 * mV, 20.0 / synapses * mV), delay: 1 * ms);
        network.Learn(learnt, new ReSuMe { Amplitude = 0.1, Constant = 0.005, Tau = Tau * ms, MinWeight = -15, MaxWeight = 15 }, DelayPlace.Axon, teaching);
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(output), new SimulationOptions { Threads = 1 });
    }

    /// <summary>Shows two bits.</summary>
    /// <param name="a">The first bit.</param>
    /// <param name="b">The second bit.</param>
    /// <param name="taught">What the teacher fires the answer for; null where nothing is learnt.</param>
    /// <returns>The output's spikes.</returns>
    public SpikeTrain Show(bool a, bool b, bool? taught)
    {
        if (taught is null) simulator.Freeze(learnt);
        Span<double> now = stackalloc double[2];
        Span<double> taughtNow = stackalloc double[1];
        Span<int> fired = stackalloc int[1];
        var times = new List<Time>();
        for (int t = 0; t < Steps + Pause; t++)
        {
            now[0] = t < Steps && trains[0][a ? 1 : 0][t] ? 1 : 0;
            now[1] = t < Steps && trains[1][b ? 1 : 0][t] ? 1 : 0;
            taughtNow[0] = taught is { } answer && answers[answer ? 1 : 0].Contains(t) ? 1 : 0;
            simulator.Steer(bits, now);
            simulator.Steer(teacher, taughtNow);
            simulator.RunSteps(1);
            simulator.TakeCounts(output, fired);
            if (fired[0] > 0) times.Add((t + 1) * ms);
        }

        if (taught is null) simulator.Thaw(learnt);
        return new SpikeTrain([.. times], (Steps + Pause + 1) * ms);
    }

    /// <summary>Which answer a train of spikes is: the nearer one, by van Rossum's distance, where it is at most half as far as no spike at all.</summary>
    public static bool? Read(SpikeTrain train)
    {
        double toFalse = Distance(train, answers[0]), toTrue = Distance(train, answers[1]), nothing = Distance(new SpikeTrain([], train.Stop), answers[0]);
        return Math.Min(toFalse, toTrue) > nothing / 2 ? null : toTrue < toFalse;
    }

    public void Dispose() => simulator.Dispose();

    private static double Distance(SpikeTrain train, double[] answer) =>
        VanRossum.Distance(train, new SpikeTrain([.. answer.Select(t => (t + 1) * ms)], train.Stop), Tau * ms);

    private static void Wire(Network network, Population inputs, Population before, bool isLayered, ref RandomStream random)
    {
        var sources = new List<int>();
        var targets = new List<int>();
        var delays = new List<double>();
        var weights = new List<double>();
        for (int n = 0; n < before.Size; n++)
        {
            int synapses = isLayered ? 2 * SynapsesOfPair : 1;
            for (int k = 0; k < synapses; k++)
            {
                sources.Add(isLayered ? k % 2 : n % 2);
                targets.Add(n);
                delays.Add(isLayered ? 1 + random.NextInt(LongestDelay) : 1 + (n / 2));
                weights.Add(isLayered ? 3 + (5 * random.NextNormal()) : 1);
            }
        }

        network.Connect(inputs, before, new Explicit([.. sources], [.. targets], new WeightTensor([.. weights], weights.Count), [.. delays], isLayered ? "mV" : ""));
    }

    private static bool[][] Trains(ref RandomStream random)
    {
        bool[][] both = [new bool[Steps], new bool[Steps]];
        foreach (bool[] train in both)
        {
            for (int k = 0; k < SpikesOfBit; k++) train[random.NextInt(Steps - 10)] = true;
        }

        return both;
    }
}
