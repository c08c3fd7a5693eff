using Myelin.Randomness;

namespace Myelin.Experiments.PoolModification;

/// <summary>What drives a network from outside, step by step: for every neuron spikes at random, each a jump of its potential.</summary>
internal sealed class Stimulus
{
    // Above threshold by itself: what else a neuron fires, its own network makes it fire.
    private const double Jump = 16;

    private readonly double[] values;
    private readonly int neurons;

    /// <summary>Draws a stimulus.</summary>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="steps">Number of steps of 1 ms.</param>
    /// <param name="rate">Spikes of a neuron in a second.</param>
    /// <param name="seed">Names everything random.</param>
    /// <param name="index">Which of the stimuli of that seed.</param>
    public Stimulus(int neurons, int steps, double rate, ulong seed, uint index)
    {
        (this.neurons, Steps) = (neurons, steps);
        var random = new RandomStream(seed, StreamPurpose.Data, 1000 + index);
        values = new double[neurons * steps];
        for (int i = 0; i < values.Length; i++) values[i] = random.NextDouble() < rate / 1000 ? Jump : 0;
    }

    /// <summary>Number of steps of 1 ms.</summary>
    public int Steps { get; }

    /// <summary>The jumps of a step [mV], one for every neuron.</summary>
    public ReadOnlySpan<double> At(int step) => values.AsSpan(step * neurons, neurons);
}
