using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Experiments.Faults;

/// <summary>A network of three populations in the simulator, which is shown one sample after the other, each from the state of the beginning.</summary>
internal sealed class SpikingRun : IDisposable
{
    private readonly Simulator simulator;
    private readonly Drive drive;
    private readonly Population hidden;
    private readonly Population output;
    private readonly (Population Population, string Variable, double[] Initial)[] states;
    private readonly int[] hiddenCounts;
    private readonly int[] outputCounts;
    private readonly int[] taken;

    /// <summary>Builds a network; it gets an input.</summary>
    public SpikingRun(Network network, Time dt)
    {
        drive = network.Drive(network.Populations[0], Syntax.Steered());
        (hidden, output) = (network.Populations[1].Emitting, network.Populations[2].Emitting);
        simulator = new Simulator(network, dt, r => r.Counts(hidden, output), new SimulationOptions { Threads = 1, Weights = WeightStorage.Full });
        states = [.. from p in network.Populations from s in p.States select (p, s.Name, Read(p, s.Name))];
        (hiddenCounts, outputCounts, taken) = (new int[hidden.Size], new int[output.Size], new int[Math.Max(hidden.Size, output.Size)]);
    }

    /// <summary>The network that runs.</summary>
    public INeuronStates Running => simulator;

    /// <summary>How often each hidden neuron was seen to spike since the last reset.</summary>
    public ReadOnlySpan<int> Hidden => hiddenCounts;

    /// <summary>How often each output neuron was seen to spike since the last reset.</summary>
    public ReadOnlySpan<int> Output => outputCounts;

    /// <summary>Steps since the beginning.</summary>
    public long Step => simulator.Step;

    /// <summary>All neurons are as they were at the beginning.</summary>
    public void Reset()
    {
        foreach ((Population population, string variable, double[] initial) in states) simulator.SetState(population, variable, initial);
        Array.Clear(hiddenCounts);
        Array.Clear(outputCounts);
    }

    /// <summary>Computes a step.</summary>
    /// <param name="spikes">The spikes of the input, 0 or 1.</param>
    public void Advance(ReadOnlySpan<double> spikes)
    {
        simulator.Steer(drive, spikes);
        simulator.RunSteps(1);
        Add(hidden, hiddenCounts);
        Add(output, outputCounts);
    }

    /// <summary>Goes on where another run of the same neurons is, spikes counted so far included.</summary>
    public void TakeOver(SpikingRun other)
    {
        foreach ((Population population, string variable, _) in states) simulator.SetState(population, variable, other.Read(other.Running.Network.Populations[population.Index], variable));
        other.hiddenCounts.CopyTo(hiddenCounts, 0);
        other.outputCounts.CopyTo(outputCounts, 0);
    }

    public void Dispose() => simulator.Dispose();

    private void Add(Population population, int[] counts)
    {
        Span<int> now = taken.AsSpan(0, counts.Length);
        simulator.TakeCounts(population, now);
        for (int i = 0; i < now.Length; i++) counts[i] += now[i];
    }

    private double[] Read(Population population, string variable)
    {
        double[] values = new double[population.Size];
        simulator.GetState(population, variable, values);
        return values;
    }
}
