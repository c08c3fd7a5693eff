using Myelin.Hardware.Faults;

namespace Myelin.Hardware.Campaigns;

/// <summary>A fault at several rates.</summary>
/// <param name="Name">What it is called in tables and figures.</param>
/// <param name="Rates">The rates, ascending.</param>
/// <param name="Make">The fault at a rate.</param>
/// <param name="Unit">What the rates are, for example <c>of the bits</c>; empty for a probability.</param>
public sealed record FaultFamily(string Name, IReadOnlyList<double> Rates, Func<double, Fault> Make, string Unit = "");
