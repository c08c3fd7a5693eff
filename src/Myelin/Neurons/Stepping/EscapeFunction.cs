namespace Myelin.Neurons;

/// <summary>How the distance of a membrane from its threshold, in widths of the threshold, sets a rate or probability of spiking.</summary>
public enum EscapeFunction
{
    /// <summary>exp(x).</summary>
    Exponential,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>max(0, x).</summary>
    Linear,
}
