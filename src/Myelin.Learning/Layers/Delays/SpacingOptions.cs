namespace Myelin.Learning.Layers.Delays;

/// <summary>How positions or delays of a layer are learnt.</summary>
public sealed record SpacingOptions
{
    /// <summary>How a weight is spread over the kernel.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Gaussian;

    /// <summary>The width of the bumps at the beginning [steps]; half of the kernel where left out, as Hammouamri and others (2024) have it.</summary>
    public double? Sigma { get; init; }

    /// <summary>Whether each bump has a width of its own that is learnt too.</summary>
    public bool LearnsSigma { get; init; }

    /// <summary>Whether positions are learnt; fixed random ones are what learnt ones are compared with.</summary>
    public bool Learns { get; init; } = true;

    internal void Check()
    {
        if (Sigma is { } width && !(width >= 0 && double.IsFinite(width))) throw new ArgumentException($"The width of the bumps at the beginning must be finite and at least 0 steps, got {width}.");
    }
}
