using Myelin.Inputs;

namespace Myelin.Networks;

/// <summary>An input and the neurons that it goes to.</summary>
/// <param name="Index">Position among the network's drives; it names the drive's random streams.</param>
/// <param name="Target">The neurons.</param>
/// <param name="Input">The input.</param>
/// <param name="Port">Name of the port; null for the input's own choice.</param>
public sealed record Drive(int Index, PopulationView Target, Input Input, string? Port)
{
    /// <summary>The drive in words, for messages.</summary>
    public string Name => $"drive of {Target}";
}
