using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.Pong;

/// <summary>
/// Who plays: one source for every column that the ball can be in, all of them onto one noisy neuron for every column to aim at. The neuron that fires most decides. Synapses keep
/// how well their spikes foretold those of the neuron; reward beyond what was expected in that column turns this into weight.
/// </summary>
internal sealed class Player : IDisposable
{
    private const double LargestWeight = 5;
    private const double ExpectationRate = 0.1;
    private const int LookSteps = 60, PauseSteps = 40;

    private readonly Substrate substrate;
    private readonly Simulator simulator;
    private readonly Drive eyes;
    private readonly Population aims;
    private readonly Projection learnt;
    private readonly double[] rates;
    private readonly double[] expected;
    private readonly int[] counts;
    private RandomStream ties;

    /// <summary>Makes a player.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="learningRate">Change of a weight [mV] by a reward of 1 over what was expected, for each unit of eligibility.</param>
    /// <param name="seed">Names everything random but the substrate.</param>
    /// <param name="substrate">What the neurons and synapses are made of; null for what computes exactly what is described, in biological time.</param>
    /// <param name="weights">Weights [mV] to start with: [columns, columns]; null for random ones.</param>
    public Player(int columns, double learningRate, ulong seed, Substrate? substrate = null, double[]? weights = null)
    {
        this.substrate = substrate ?? new Substrate();
        Time tick = this.substrate.Millisecond;
        double faster = this.substrate.Acceleration;
        var network = new Network(seed);
        Population ball = network.Population("ball", columns, new InhomogeneousPoisson());
        aims = network.Population("aims", columns, this.substrate.Made(new LifDelta { TauM = 10 * tick, Refractory = 2 * tick }));
        eyes = network.Drive(ball, Steered("Hz"));
        network.Drive(aims, Poisson(500 * faster * Hz, 1 * mV));
        learnt = weights is null
            ? network.Connect(ball, aims, AllToAll(), Uniform(1.0 * mV, 2.0 * mV), delay: tick)
            : network.Connect(ball, aims, Explicit([.. Pairs(columns).Select(p => p.From)], [.. Pairs(columns).Select(p => p.To)], weights, unit: "mV"), delay: tick);
        network.Learn(learnt, new Mstdpet { MaxWeight = LargestWeight, Nu = learningRate, AMinus = 0, TauPlus = 10 * tick, TauE = 100 * tick }, DelayPlace.Axon);
        simulator = new Simulator(network, dt: tick, r => r.Counts(aims), this.substrate.Options(learnt, LargestWeight));
        rates = new double[columns];
        expected = new double[columns];
        counts = new int[columns];
        ties = new RandomStream(seed, StreamPurpose.Data, 1);
    }

    /// <summary>The reward expected where the ball is in a column.</summary>
    public IReadOnlyList<double> Expected => expected;

    /// <summary>Time that neurons and synapses have worked.</summary>
    public Time Elapsed => simulator.Now;

    /// <summary>The weights [mV], from a column of the ball to a column to aim at: [columns, columns].</summary>
    public double[] Weights => simulator.Weights(learnt).Values;

    /// <summary>Looks at the ball and decides.</summary>
    /// <returns>The column to aim at.</returns>
    public int Aim(int ballColumn)
    {
        rates[ballColumn] = 300 * substrate.Acceleration;
        simulator.Steer(eyes, rates);
        rates[ballColumn] = 0;
        simulator.RunSteps(LookSteps);
        simulator.TakeCounts(aims, counts);
        int best = 0, equals = 1;
        for (int c = 1; c < counts.Length; c++)
        {
            if (counts[c] > counts[best]) (best, equals) = (c, 1);
            else if (counts[c] == counts[best] && ties.NextInt(++equals) == 0) best = c;
        }

        return best;
    }

    /// <summary>Takes note of what the decision led to.</summary>
    /// <param name="ballColumn">Where the ball was.</param>
    /// <param name="reward">The reward.</param>
    /// <param name="learns">Whether it changes anything.</param>
    public void Learn(int ballColumn, double reward, bool learns)
    {
        if (learns) simulator.SetFactor(learnt, reward - expected[ballColumn]);
        simulator.Steer(eyes, rates);
        simulator.RunSteps(PauseSteps);
        simulator.TakeCounts(aims, counts);
        if (learns) expected[ballColumn] += ExpectationRate * (reward - expected[ballColumn]);
    }

    public void Dispose() => simulator.Dispose();

    private static IEnumerable<(int From, int To)> Pairs(int columns) => Enumerable.Range(0, columns * columns).Select(k => (k / columns, k % columns));
}
