namespace Myelin.Hardware.Running;

/// <summary>The energy of a run, in nanojoules, by what it was spent on.</summary>
/// <param name="SynapticEvents">Synaptic events.</param>
/// <param name="NeuronUpdates">Updates of neurons.</param>
/// <param name="Spikes">Spikes, where they are made.</param>
/// <param name="Hops">Packets from router to router.</param>
/// <param name="Static">Cores that are on, for as long as the run took on the chip.</param>
public readonly record struct ChipEnergy(double SynapticEvents, double NeuronUpdates, double Spikes, double Hops, double Static)
{
    /// <summary>Without what idle cores take.</summary>
    public double Dynamic => SynapticEvents + NeuronUpdates + Spikes + Hops;

    /// <summary>All of it.</summary>
    public double Total => Dynamic + Static;
}
