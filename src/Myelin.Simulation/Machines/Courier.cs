namespace Myelin.Simulation.Machines;

/// <summary>A transport at work in an engine.</summary>
internal sealed class Courier(SpikeTransport transport, StepSpikes spikes, LateArrivals arrivals) : IDisposable
{
    /// <summary>Carries the spikes of a step; by one thread, while the others wait.</summary>
    public void Carry(long step)
    {
        spikes.Step = arrivals.Step = step;
        transport.Carry(step, spikes, arrivals);
        if (transport.CanBeLate) arrivals.Commit(spikes);
    }

    public void Dispose() => arrivals.Dispose();
}
