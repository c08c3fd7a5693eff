namespace Myelin.Neurons;

/// <summary>What a spike does to the membrane of a discrete-time neuron.</summary>
public enum ResetMode
{
    /// <summary>The threshold is subtracted (soft reset).</summary>
    Subtract,

    /// <summary>The membrane is set to zero (hard reset).</summary>
    Zero,

    /// <summary>Nothing.</summary>
    None,
}
