namespace Myelin.Neurons;

/// <summary>What a spike does to the membrane of a discrete-time neuron.</summary>
public enum ResetMode
{
    /// <summary>The threshold is subtracted (soft reset).</summary>
    Subtract,

    /// <summary>The membrane is set to a value (hard reset): to zero, or to the reset potential of a model that has one.</summary>
    Zero,

    /// <summary>Nothing.</summary>
    None,
}
