using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Recording;

namespace Myelin.Simulation;

/// <summary>Simulating a network in one call.</summary>
public static class NetworkSimulation
{
    extension(Network network)
    {
        /// <summary>Builds the network and runs it.</summary>
        /// <param name="duration">Simulated time.</param>
        /// <param name="dt">Length of a step.</param>
        /// <param name="record">What to record, for example <c>r => r.Spikes().Voltage(exc[..5])</c>; null for nothing.</param>
        /// <param name="options">Threads, precision, progress, cancellation.</param>
        /// <returns>The simulation, which can be asked for what it recorded, continued and saved.</returns>
        /// <exception cref="ArgumentException">The network or the duration is impossible; one sentence says why.</exception>
        public Simulator Simulate(Time duration, Time dt, Action<RecordingPlan>? record = null, SimulationOptions? options = null)
        {
            var simulator = new Simulator(network, dt, record, options);
            try
            {
                simulator.Run(duration);
                return simulator;
            }
            catch
            {
                simulator.Dispose();
                throw;
            }
        }
    }

    extension(Simulator run)
    {
        /// <summary>Runs on from where it is.</summary>
        /// <param name="duration">Simulated time.</param>
        /// <returns>The same simulation.</returns>
        public Simulator Continue(Time duration)
        {
            run.Run(duration);
            return run;
        }
    }
}
