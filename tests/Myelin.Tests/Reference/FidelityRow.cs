using System.Globalization;

namespace Myelin.Tests.Reference;

/// <summary>How close one of our models comes to the same model in another program, on one case: a line of docs/fidelity.md.</summary>
/// <param name="Model">Our model.</param>
/// <param name="Tool">The other program.</param>
/// <param name="Version">Its version.</param>
/// <param name="Case">The case.</param>
/// <param name="Double">In double precision.</param>
/// <param name="Single">In single precision; null where there is only double.</param>
/// <param name="Gradient">Largest relative deviation of a gradient, double precision; null where the case has none.</param>
public sealed record FidelityRow(string Model, string Tool, string Version, string Case, Closeness Double, Closeness? Single, double? Gradient = null)
{
    public static string Header { get; } =
        "| model | program | case | U, double | spikes | allowed | U, single | spikes | allowed | gradient |\n|---|---|---|---|---|---|---|---|---|---|";

    /// <summary>The beginning of the line, by which a row is found.</summary>
    public string Key => $"| {Model} | {Tool} {Version} | {Case} |";

    public override string ToString() => $"{Key} {Double} | {Single?.ToString() ?? " |  | "} | {(Gradient is { } g ? Closeness.Number(g) : "")} |";
}

/// <summary>The deviations in one precision.</summary>
/// <param name="Potential">Largest deviation of the membrane potential, in its unit, up to the first shifted spike.</param>
/// <param name="SpikeShift">Largest shift of a spike, in steps; null where the numbers of spikes differ.</param>
/// <param name="Tolerance">The relative deviation that the test allows, for every variable.</param>
public sealed record Closeness(double Potential, int? SpikeShift, double Tolerance)
{
    public override string ToString() => $"{Number(Potential)} | {SpikeShift?.ToString(CultureInfo.InvariantCulture) ?? "number differs"} | {Number(Tolerance)}";

    internal static string Number(double value) => value == 0 ? "0" : value.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
