using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Randomness;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>How a rule of plasticity is told what is right.</summary>
internal enum Teaching
{
    /// <summary>The tempotron: at the end of a pattern a neuron is told of a spike that is missing, or too many.</summary>
    Tempotron,

    /// <summary>Spike-timing-dependent plasticity with normalisation: a teacher makes the right neuron fire and holds the other down while a pattern is learnt.</summary>
    Stdp,
}

/// <summary>One neuron for each of two classes, whose synapses learn by a rule of plasticity in the simulator; the one that fires more says the class.</summary>
internal sealed class RuleNetwork : IDisposable
{
    private const int Outputs = 2, TeacherPeriod = 6;
    private const double Teacher = 3;

    private readonly Simulator simulator;
    private readonly Population neurons;
    private readonly Drive inputs;
    private readonly Drive teacher;
    private readonly Projection learnt;
    private readonly Teaching teaching;
    private readonly int silence;
    private readonly int count;
    private readonly double[] shown;
    private readonly double[] taught = new double[Outputs];
    private readonly double[] rest = new double[Outputs];
    private readonly int[] fired = new int[Outputs];
    private readonly int[] total = new int[Outputs];

    /// <summary>Makes neurons that have learnt nothing.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="kind">The neurons.</param>
    /// <param name="values">Their inner parameters.</param>
    /// <param name="teaching">The rule.</param>
    /// <param name="seed">Names everything random.</param>
    public RuleNetwork(int inputs, NeuronKind kind, double[] values, Teaching teaching, ulong seed)
    {
        (this.teaching, count) = (teaching, inputs);
        double tau = -1 / Math.Log(values[kind.Decay]);
        silence = (int)Math.Clamp(2 * tau, 4, 40);
        var network = new Network(seed);
        Population sources = network.Relay("inputs", inputs);
        neurons = network.Population("neurons", Enumerable.Repeat(kind.Of(values), Outputs).ToArray());
        this.inputs = network.Drive(sources, Steered());
        teacher = network.Drive(neurons, Steered());
        bool isTempotron = teaching == Teaching.Tempotron;
        learnt = network.Connect(sources, neurons, AllToAll(), Uniform(isTempotron ? 0 : 0.4 * Mean(inputs), 1.6 * Mean(inputs)), delay: 1 * ms);
        if (isTempotron)
        {
            network.Learn(learnt, new Tempotron { MinWeight = -1, MaxWeight = 1, Lambda = 0.2 / inputs, TauM = tau * ms, TauS = 0.1 * ms, Rest = 0 * mV }, DelayPlace.Axon);
        }
        else
        {
            network.Learn(learnt, new PairStdp { MaxWeight = 4 * Mean(inputs), Lambda = 0.004, Alpha = 1, TauPlus = 8 * ms, TauMinus = 8 * ms }, DelayPlace.Axon);
            network.Learn(learnt, new IncomingNormalisation { Total = inputs * Mean(inputs), Period = 50 * ms });
        }

        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(neurons), new SimulationOptions { Threads = 1 });
        shown = new double[inputs];
    }

    /// <summary>The weights: [inputs, neurons].</summary>
    public double[] Weights => simulator.Weights(learnt).Values;

    /// <summary>Learns all samples once, in their order.</summary>
    public void Learn(SpikeClasses samples)
    {
        for (int i = 0; i < samples.Count; i++) Show(samples[i], samples.Label(i), null);
    }

    /// <summary>What part of the samples is told rightly; a tie counts one half. Nothing is learnt.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="trains">Receives what the neurons fired, [T, neurons] for each sample; null where nobody asks.</param>
    public double Judge(SpikeClasses samples, List<float[]>? trains = null)
    {
        simulator.Freeze(learnt);
        double right = 0;
        for (int i = 0; i < samples.Count; i++)
        {
            float[]? train = trains is null ? null : new float[samples.SampleShape[0] * Outputs];
            Show(samples[i], null, train);
            if (train is not null) trains!.Add(train);
            int own = total[samples.Label(i)], other = total[1 - samples.Label(i)];
            right += own > other ? 1 : own == other ? 0.5 : 0;
        }

        simulator.Thaw(learnt);
        return right / samples.Count;
    }

    public void Dispose() => simulator.Dispose();

    // The mean weight with which as many spikes as usual bring a neuron to its threshold.
    private static double Mean(int inputs) => 1.0 / inputs;

    private void Show(ReadOnlySpan<float> sample, int? label, float[]? train)
    {
        int steps = sample.Length / count;
        Array.Clear(total);
        for (int t = 0; t < steps; t++)
        {
            for (int n = 0; n < count; n++) shown[n] = sample[(t * count) + n];
            simulator.Steer(inputs, shown);
            if (teaching == Teaching.Stdp && label is { } right)
            {
                taught[right] = t % TeacherPeriod == TeacherPeriod - 1 ? Teacher : 0;
                taught[1 - right] = -Teacher;
                simulator.Steer(teacher, taught);
            }

            simulator.RunSteps(1);
            simulator.TakeCounts(neurons, fired);
            for (int o = 0; o < Outputs; o++)
            {
                total[o] += fired[o];
                if (train is not null) train[(t * Outputs) + o] = fired[o];
            }
        }

        Array.Clear(shown);
        simulator.Steer(inputs, shown);
        if (teaching == Teaching.Stdp && label is not null) simulator.Steer(teacher, rest);
        if (teaching == Teaching.Tempotron && label is { } wanted)
        {
            for (int o = 0; o < Outputs; o++) taught[o] = o == wanted ? (total[o] == 0 ? 1 : 0) : total[o] > 0 ? -1 : 0;
            simulator.SetFactor(learnt, taught);
        }

        simulator.RunSteps(silence);
        simulator.SetState(neurons, "U", rest);
        simulator.TakeCounts(neurons, fired);
    }
}
