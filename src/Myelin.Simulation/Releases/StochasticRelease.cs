namespace Myelin.Simulation.Releases;

/// <summary>What a delivery with a stochastic rule of release needs besides the rows.</summary>
/// <param name="Index">Index of the rule among the releases of the source population.</param>
/// <param name="Kernel">The compiled rule.</param>
/// <param name="Seed">The network's seed.</param>
/// <param name="Group">Number of the source population above that of the port and rule (16 bits each), which names the random numbers.</param>
/// <param name="Targets">Number in the network of each neuron of the partition.</param>
internal sealed record StochasticRelease(int Index, ReleaseKernel Kernel, ulong Seed, uint Group, int[] Targets);

/// <summary>The states of the synapses of one table, for snapshots.</summary>
internal interface ISynapseStates
{
    /// <summary>Names the tables of one source population, port and rule, of which there is one per partition.</summary>
    uint Group { get; }

    /// <summary>Number of source neurons.</summary>
    int Sources { get; }

    /// <summary>Number of state variables of a synapse.</summary>
    int States { get; }

    /// <summary>Lists the synapses of a source: what tells them apart on any number of partitions, and where their state lies.</summary>
    void List(int source, List<(ulong Key, ISynapseStates Table, long At)> synapses);

    /// <summary>One state variable.</summary>
    double this[long at, int variable] { get; set; }
}
