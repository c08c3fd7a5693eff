using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Recording;

namespace Myelin.Experiments.Models;

/// <summary>What all parts of a study share: the neuron, the grid of time, and how it is simulated.</summary>
/// <param name="Model">The model with its parameters.</param>
/// <param name="Clock">The grid of time.</param>
/// <param name="Steps">Number of steps simulated.</param>
/// <param name="Seed">The seed of every random number.</param>
/// <param name="Cancellation">Stops the study.</param>
internal sealed record StudySetting(INeuronModel Model, StepClock Clock, int Steps, ulong Seed, CancellationToken Cancellation)
{
    /// <summary>What the model says of itself.</summary>
    public NeuronInfo Info => Model.Info;

    /// <summary>The port that is stimulated; null where the model receives nothing.</summary>
    public VariableInfo? Port { get; } = StimulatedPort.Of(Model.Info);

    /// <summary>Simulates unconnected neurons, each under an input of its own.</summary>
    /// <param name="amplitudes">The input of each neuron, in the port's unit.</param>
    /// <param name="first">The first step of the input.</param>
    /// <param name="end">The step after its last.</param>
    /// <param name="withStates">Whether every state variable is recorded besides the spikes.</param>
    public Simulator Simulate(IReadOnlyList<double> amplitudes, long first, long end, bool withStates)
    {
        Network network = new(Seed);
        Population neurons = network.Population("neurons", amplitudes.Count, Model);
        if (Port is not null)
            network.Drive(neurons, new SteppedInput(Port.Unit, amplitudes, first, end), Port.Name);
        Simulator simulator = new(network, Clock.Dt, Record, new SimulationOptions { Precision = Precision.Double, Threads = 1, Cancellation = Cancellation });
        try
        {
            simulator.RunSteps(Steps);
            return simulator;
        }
        catch
        {
            simulator.Dispose();
            throw;
        }

        void Record(RecordingPlan plan)
        {
            plan.Spikes(neurons);
            foreach (VariableInfo state in withStates ? Info.States : [])
                plan.State(neurons, state.Name);
        }
    }
}
