namespace Myelin.Learning.Layers.Delays;

/// <summary>A layer that hands some of its input on in later steps.</summary>
public interface IDelays
{
    /// <summary>The longest delay [steps].</summary>
    int MaximumDelay { get; }

    /// <summary>Whether every connection has one whole number of steps as its delay.</summary>
    bool IsRounded { get; }
}
