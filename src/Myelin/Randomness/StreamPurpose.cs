namespace Myelin.Randomness;

/// <summary>What a random stream is for.</summary>
public enum StreamPurpose
{
    /// <summary>Which neurons are connected.</summary>
    Connectivity = 1,

    /// <summary>Weights of synapses.</summary>
    Weights = 2,

    /// <summary>Delays of synapses.</summary>
    Delays = 3,

    /// <summary>Initial states of neurons.</summary>
    InitialState = 4,

    /// <summary>Draws of stochastic neuron models.</summary>
    Neurons = 5,

    /// <summary>Draws of inputs such as Poisson trains.</summary>
    Inputs = 6,

    /// <summary>Data sets, encodings and anything an experiment draws.</summary>
    Data = 7,

    /// <summary>Draws of stochastic release; it has counters of steps only, no streams.</summary>
    Releases = 8,

    /// <summary>Draws of stochastic rules of plasticity; it has counters of steps only, no streams.</summary>
    Plasticity = 9,

    /// <summary>Which synapses come while a network runs.</summary>
    Rewiring = 10,

    /// <summary>Which parts of a network are at fault, and how.</summary>
    Faults = 11,
}
