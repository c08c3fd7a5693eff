using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.PoolModification;

/// <summary>
/// Two networks of the same neurons, each connected all to all, that get the same stimulus: one has the weights that are to be found, the other learns to fire as the first does. Learning is
/// <see cref="PresynapticPool"/>; what is missing or too many is either told spike by spike, within a window, or neuron by neuron, as the difference of its number of spikes, with all synapses in the pool.
/// </summary>
internal sealed class TwinNetworks : IDisposable
{
    /// <summary>A spike counts as right that is this near a wanted one [ms].</summary>
    public const int Tolerance = 3;

    // Silence between two passes, in which potentials fade.
    private const int Silence = 100;
    private const double Excitation = 0.25, Spread = 2.3, Largest = 12;

    private readonly Simulator simulator;
    private readonly Population truth;
    private readonly Population learner;
    private readonly Drive ontoTruth;
    private readonly Drive ontoLearner;
    private readonly Projection learnt;
    private readonly bool isLocal;
    private readonly int neurons;
    private readonly double[] nothing;
    private readonly double[] factors;
    private readonly int[] fired;

    /// <summary>Makes the pair.</summary>
    /// <param name="neurons">Number of neurons of each.</param>
    /// <param name="isLocal">Whether single spikes are told, and only synapses whose source has just fired change; else numbers of spikes, and all synapses of a neuron change.</param>
    /// <param name="rate">The largest change of a weight by a factor of 1 [mV].</param>
    /// <param name="pool">How long before a spike a source may have fired [ms].</param>
    /// <param name="seed">Names everything random.</param>
    public TwinNetworks(int neurons, bool isLocal, double rate, double pool, ulong seed)
    {
        (this.neurons, this.isLocal) = (neurons, isLocal);
        var network = new Network(seed);
        var neuron = new LifDelta { TauM = 20 * ms, Refractory = 2 * ms };
        truth = network.Population("truth", neurons, neuron);
        learner = network.Population("learner", neurons, neuron);
        ontoTruth = network.Drive(truth, Steered("mV"));
        ontoLearner = network.Drive(learner, Steered("mV"));
        double scale = 60.0 / neurons;
        TrueWeights = Draw(seed, 1, Excitation * scale, Spread * Math.Sqrt(scale));
        Recurrent(network, truth, TrueWeights);
        learnt = Recurrent(network, learner, Draw(seed, 2, 0, Spread * Math.Sqrt(scale)));
        network.Learn(
            learnt, new PresynapticPool { MinWeight = -Largest * Math.Sqrt(scale), MaxWeight = Largest * Math.Sqrt(scale), Eta = rate, Window = (isLocal ? pool + Tolerance : 1e6) * ms }, DelayPlace.Axon);
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(truth).Counts(learner), new SimulationOptions { Threads = 1 });
        (nothing, factors, fired) = (new double[neurons], new double[neurons], new int[neurons]);
    }

    /// <summary>The weights to be found [mV]: [source, target], without a neuron's synapse onto itself.</summary>
    public double[] TrueWeights { get; }

    /// <summary>The weights of the network that learns [mV], in the same order.</summary>
    public double[] Weights => simulator.Weights(learnt).Values;

    /// <summary>How the network that is to be imitated answers a stimulus.</summary>
    public Raster Want(Stimulus stimulus)
    {
        Raster wanted = Run(stimulus, truth, ontoTruth, null);
        Rest();
        return wanted;
    }

    /// <summary>How the network that learns answers a stimulus; nothing is learnt.</summary>
    public Raster Answer(Stimulus stimulus)
    {
        simulator.Freeze(learnt);
        Raster answer = Run(stimulus, learner, ontoLearner, null);
        Rest();
        simulator.Thaw(learnt);
        return answer;
    }

    /// <summary>Shows a stimulus once, and has the network learn the answer that is wanted.</summary>
    /// <returns>What it answered on the way.</returns>
    public Raster Teach(Stimulus stimulus, Raster wanted)
    {
        Raster answer = Run(stimulus, learner, ontoLearner, isLocal ? wanted : null);
        if (!isLocal)
        {
            int[] had = answer.SpikeCounts(), should = wanted.SpikeCounts();
            for (int n = 0; n < neurons; n++) factors[n] = should[n] - had[n];
            simulator.SetFactor(learnt, factors);
        }

        Rest();
        return answer;
    }

    public void Dispose() => simulator.Dispose();

    private Raster Run(Stimulus stimulus, Population population, Drive drive, Raster? wanted)
    {
        List<int> steps = [], who = [];
        bool[,]? near = wanted is null ? null : Near(wanted);
        int[] last = new int[neurons];
        Array.Fill(last, int.MinValue / 2);
        for (int t = 0; t < stimulus.Steps; t++)
        {
            simulator.Steer(drive, stimulus.At(t));
            simulator.RunSteps(1);
            simulator.TakeCounts(population, fired);
            bool isWrong = false;
            Array.Clear(factors);
            for (int n = 0; n < neurons; n++)
            {
                if (fired[n] == 0) continue;
                steps.Add(t);
                who.Add(n);
                last[n] = t;
                if (near is null || near[t, n]) continue;
                factors[n] = -1;
                isWrong = true;
            }

            if (wanted is null) continue;
            if (t >= Tolerance)
            {
                foreach (int n in wanted.NeuronsAt(t - Tolerance))
                {
                    if (last[n] >= t - (2 * Tolerance)) continue;
                    factors[n] = 1;
                    isWrong = true;
                }
            }

            if (isWrong) simulator.SetFactor(learnt, factors);
        }

        simulator.Steer(drive, nothing);
        return new Raster(steps.ToArray(), who.ToArray(), neurons, stimulus.Steps, 1 * ms);
    }

    private void Rest()
    {
        simulator.RunSteps(Silence);
        simulator.TakeCounts(truth, fired);
        simulator.TakeCounts(learner, fired);
    }

    // Where a spike is wanted, give or take the tolerance: [steps, neurons].
    private bool[,] Near(Raster wanted)
    {
        bool[,] near = new bool[wanted.StepCount, neurons];
        foreach ((int step, int neuron) in wanted)
        {
            for (int t = Math.Max(0, step - Tolerance); t <= Math.Min(wanted.StepCount - 1, step + Tolerance); t++) near[t, neuron] = true;
        }

        return near;
    }

    private double[] Draw(ulong seed, uint index, double mean, double deviation)
    {
        var random = new RandomStream(seed, StreamPurpose.Data, index);
        return [.. Enumerable.Range(0, neurons * (neurons - 1)).Select(_ => mean + (deviation * random.NextNormal()))];
    }

    private Projection Recurrent(Network network, Population population, double[] weights)
    {
        int[] pairs = [.. Enumerable.Range(0, neurons * neurons).Where(k => k / neurons != k % neurons)];
        return network.Connect(
            population, population,
            new Explicit([.. pairs.Select(k => k / neurons)], [.. pairs.Select(k => k % neurons)], new WeightTensor(weights, weights.Length), [.. pairs.Select(_ => 1.0)], "mV"));
    }
}
