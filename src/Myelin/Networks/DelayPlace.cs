namespace Myelin.Networks;

/// <summary>Where the delay of a plastic projection passes: what decides when a spike of either neuron reaches the synapse.</summary>
public enum DelayPlace
{
    /// <summary>In the dendrite, as in NEST: a presynaptic spike is at the synapse when it is emitted, a postsynaptic spike one delay later.</summary>
    Dendrite,

    /// <summary>In the axon: a presynaptic spike is at the synapse when it arrives, a postsynaptic spike when it is emitted.</summary>
    Axon,

    /// <summary>Beside the synapse: the rule compares the times of emission of both spikes.</summary>
    Beside,
}
