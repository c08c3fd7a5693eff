namespace Myelin.Simulation.Machines;

/// <summary>
/// What carries spikes between the cores of a machine. It is told once a step who has fired, and says which spikes come late to which core, or never. A spike that it
/// says nothing of arrives in time. Spikes of projections without delay arrive in any case.
/// </summary>
public abstract class SpikeTransport
{
    /// <summary>Whether spikes can come late or be lost; where not, the transport only looks on.</summary>
    public abstract bool CanBeLate { get; }

    /// <summary>Carries the spikes of a step; called by one thread after all neurons have been advanced.</summary>
    /// <param name="step">The step.</param>
    /// <param name="spikes">Who has fired.</param>
    /// <param name="arrivals">Takes down what does not arrive in time.</param>
    public abstract void Carry(long step, StepSpikes spikes, LateArrivals arrivals);
}
