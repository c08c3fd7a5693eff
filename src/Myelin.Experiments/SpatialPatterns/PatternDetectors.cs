using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.SpatialPatterns;

/// <summary>
/// Neurons that learn spatial patterns: all inputs onto all of them, and a teacher that makes one fire as the pattern arrives and keeps the others silent. Homeostasis holds the sum of
/// a neuron's weights, and so says how much of a pattern it takes to reach threshold.
/// </summary>
internal sealed class PatternDetectors : IDisposable
{
    /// <summary>From rest to threshold [mV].</summary>
    public const double Reach = 15;

    private const int Steps = 6, SettlingTicks = 30;

    private readonly Simulator simulator;
    private readonly Drive pattern;
    private readonly Drive teacher;
    private readonly Population detectors;
    private readonly Projection learnt;
    private readonly double[] shown;
    private readonly double[] taught;
    private readonly double[] silence;
    private readonly int[] fired;

    /// <summary>Makes neurons that have learnt nothing.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="active">How many of them fire in a pattern.</param>
    /// <param name="count">Number of neurons.</param>
    /// <param name="total">Sum of a neuron's weights [mV].</param>
    /// <param name="rate">Part of the way to the largest or smallest weight that a pattern moves a synapse.</param>
    /// <param name="seed">Names everything random.</param>
    public PatternDetectors(int inputs, int active, int count, double total, double rate, ulong seed)
    {
        var network = new Network(seed);
        Population retina = network.Relay("inputs", inputs), teachers = network.Relay("teachers", count);
        pattern = network.Drive(retina, Steered());
        teacher = network.Drive(teachers, Steered());
        detectors = network.Population("detectors", count, new LifDelta { TauM = 0.5 * ms, Refractory = 1 * ms });
        learnt = network.Connect(retina, detectors, AllToAll(), Uniform(0 * mV, 2 * total / inputs * mV), delay: 1 * ms);

        // The largest weight is twice what a synapse of a pattern has in the end: room to rise, yet a tick of homeostasis never takes more than all.
        var rule = new PatternStdp { Total = total, MaxWeight = 2 * total / active, Rise = rate, Fall = rate, Window = 2 * ms, Homeostasis = 0.5, Period = Steps * ms };
        network.Learn(learnt, rule, DelayPlace.Axon);
        int[] all = [.. Enumerable.Range(0, count * count)];
        double[] weights = [.. all.Select(k => k / count == k % count ? 10 * Reach : -10 * Reach)];
        network.Connect(teachers, detectors, new Explicit([.. all.Select(k => k / count)], [.. all.Select(k => k % count)], new WeightTensor(weights, weights.Length), [.. all.Select(_ => 1.0)], "mV"));
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(detectors), new SimulationOptions { Threads = 1 });
        (shown, taught, silence, fired) = (new double[inputs], new double[count], new double[count], new int[count]);
    }

    /// <summary>The weights [mV]: [inputs, neurons].</summary>
    public double[] Weights => simulator.Weights(learnt).Values;

    /// <summary>Shows a pattern once and has a neuron learn it.</summary>
    public void Teach(bool[] shape, int neuron)
    {
        taught[neuron] = 1;
        Show(shape);
        taught[neuron] = 0;
    }

    /// <summary>Lets homeostasis work until the weights rest.</summary>
    public void Settle()
    {
        Array.Clear(shown);
        simulator.Steer(pattern, shown);
        simulator.Steer(teacher, taught);
        simulator.RunSteps(SettlingTicks * Steps);
        simulator.TakeCounts(detectors, fired);
    }

    /// <summary>Shows a pattern while nothing is learnt.</summary>
    /// <returns>How often each neuron fired, until the next call.</returns>
    public ReadOnlySpan<int> Detect(bool[] shape)
    {
        simulator.Freeze(learnt);
        Show(shape);
        simulator.Thaw(learnt);
        return fired;
    }

    public void Dispose() => simulator.Dispose();

    private void Show(bool[] shape)
    {
        for (int i = 0; i < shown.Length; i++) shown[i] = shape[i] ? 1 : 0;
        simulator.Steer(pattern, shown);
        simulator.Steer(teacher, taught);
        simulator.RunSteps(1);
        Array.Clear(shown);
        simulator.Steer(pattern, shown);
        simulator.Steer(teacher, silence);
        simulator.RunSteps(Steps - 1);
        simulator.TakeCounts(detectors, fired);
    }
}
