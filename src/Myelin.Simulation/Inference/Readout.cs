using Myelin.Interchange.Mapping;
using Myelin.Networks;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Inference;

/// <summary>What leaves a network in a step: the spikes of a population or the values of its neurons, over weights that are tables by neuron.</summary>
internal sealed class Readout
{
    private readonly Exit[] exits;
    private readonly (double[] Values, int From)[] constants;
    private readonly float[] output;

    /// <summary>A readout of neurons as they are.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="population">The neurons.</param>
    /// <param name="state">The state variable; null for spikes.</param>
    public Readout(Engine engine, Population population, string? state)
    {
        output = new float[population.Size];
        constants = [];
        exits = [new Exit(engine, new NirExit(population, state, (neuron, found) => found(neuron, 1, 0)))];
    }

    /// <summary>A readout of an output of a graph.</summary>
    /// <exception cref="InvalidDataException">There is a delay behind the last neurons.</exception>
    public Readout(Engine engine, NirNetwork network, NirPort port)
    {
        output = new float[port.Shape.Count];
        constants = [.. network.Constants(port.Name)];
        exits = [.. network.Exits(port.Name).Select(exit => new Exit(engine, exit))];
        if (Array.Exists(exits, e => e.HasDelay)) throw new InvalidDataException($"There is a Delay between the last neurons and the Output '{port.Name}'; put neurons behind it to stream the network.");
    }

    /// <summary>What left in the last step.</summary>
    public ReadOnlySpan<float> Output => output;

    /// <summary>Reads a step that was computed.</summary>
    public void Read(long step)
    {
        Array.Clear(output);
        foreach ((double[] values, int from) in constants)
        {
            for (int i = 0; i < output.Length && step >= from; i++) output[i] += (float)values[i];
        }

        foreach (Exit exit in exits) exit.Add(step, output);
    }

    /// <summary>A way that leaves, as rows of weights by neuron.</summary>
    private sealed class Exit
    {
        private readonly SliceRuntime[] slices;
        private readonly int[] starts;
        private readonly int[] targets;
        private readonly float[] weights;
        private readonly int state = -1;

        public Exit(Engine engine, NirExit exit)
        {
            slices = [.. engine.SlicesOf(exit.Source.Index).Where(s => s.Slice.Count > 0)];
            if (exit.State is { } variable) state = NetworkValidation.StateIndex(exit.Source, variable);
            starts = new int[exit.Source.Size + 1];
            var to = new List<int>();
            var by = new List<float>();
            for (int neuron = 0; neuron < exit.Source.Size; neuron++)
            {
                exit.Follow(neuron, (target, weight, steps) =>
                {
                    HasDelay |= steps > 0;
                    to.Add(target);
                    by.Add((float)weight);
                });
                starts[neuron + 1] = to.Count;
            }

            (targets, weights) = ([.. to], [.. by]);
        }

        public bool HasDelay { get; private set; }

        public void Add(long step, float[] output)
        {
            foreach (SliceRuntime slice in slices)
            {
                if (state < 0)
                {
                    foreach (int neuron in slice.History.At(step)) Add(neuron, 1, output);
                }
                else
                {
                    for (int n = 0; n < slice.Slice.Count; n++) Add(slice.Slice.First + n, (float)slice[state, n], output);
                }
            }
        }

        private void Add(int neuron, float value, float[] output)
        {
            for (int i = starts[neuron]; i < starts[neuron + 1]; i++) output[targets[i]] += weights[i] * value;
        }
    }
}
