namespace Myelin.Neurons;

/// <summary>When a spike resets the membrane of a discrete-time neuron.</summary>
public enum ResetTiming
{
    /// <summary>At the start of the next step: the membrane shows values above threshold, and no gradient passes through the reset.</summary>
    NextStep,

    /// <summary>At the end of the step of the spike: the gradient of the spike passes through the reset.</summary>
    SameStep,
}
