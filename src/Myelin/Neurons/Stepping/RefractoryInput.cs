namespace Myelin.Neurons;

/// <summary>What becomes of a voltage jump that arrives while the neuron is refractory.</summary>
public enum RefractoryInput
{
    /// <summary>It is lost.</summary>
    Discard,

    /// <summary>It is kept, decays with the membrane's time constant, and acts in the first step after the refractory period.</summary>
    Keep,
}
