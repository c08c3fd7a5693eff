using Myelin.Networks;

namespace Myelin.Learning.Lowering;

/// <summary>A layer of neurons whose spikes come back to it.</summary>
internal interface IRecurrent
{
    /// <summary>Adds the synapses from the population to itself.</summary>
    void ConnectBack(Network network, Population population);
}
