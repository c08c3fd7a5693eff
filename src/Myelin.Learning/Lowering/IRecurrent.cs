using Myelin.Learning.Tensors;
using Myelin.Networks;

namespace Myelin.Learning.Lowering;

/// <summary>A layer of neurons whose spikes come back to it.</summary>
internal interface IRecurrent
{
    /// <summary>The recurrent weights.</summary>
    Parameter Weight { get; }

    /// <summary>The recurrent bias; null where there is none.</summary>
    Parameter? Bias { get; }

    /// <summary>Adds the synapses from the population to itself.</summary>
    void ConnectBack(Network network, Population population);
}
