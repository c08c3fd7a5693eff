namespace Myelin.Learning.Architectures;

/// <summary>How a spike-element-wise block joins the spikes A of its layers with the spikes S that it received. Source: Fang et al. (2021), NeurIPS, table 1.</summary>
public enum SewConnect
{
    /// <summary>A + S: 0, 1 or 2.</summary>
    Add,

    /// <summary>A and S: A S.</summary>
    And,

    /// <summary>Not A, and S: (1 - A) S.</summary>
    Iand,
}
