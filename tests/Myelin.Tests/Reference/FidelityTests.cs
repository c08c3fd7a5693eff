using Myelin.Tests.Dynamics;
using Myelin.Tests.Neurons;
using Myelin.Tests.Synapses;
using Myelin.Tests.Values.Surrogates;

namespace Myelin.Tests.Reference;

/// <summary>docs/fidelity.md says of every reference case how close we come; run with MYELIN_WRITE_FIDELITY=1 to write it anew.</summary>
public sealed class FidelityTests
{
    private static IEnumerable<FidelityRow> Rows =>
        ReferenceCase.Names(GoldenNeuronTests.Section).Select(GoldenNeuronTests.Row)
            .Concat(ReferenceCase.Names(GoldenLayerTests.Section).Select(GoldenLayerTests.Row))
            .Concat(ReferenceCase.Names(GoldenDynamicsTests.Section).Select(GoldenDynamicsTests.Row))
            .Concat(ReferenceCase.Names(GoldenSystemTests.Section).Select(GoldenSystemTests.Row))
            .Concat(ReleaseRuleTests.Names.Select(ReleaseRuleTests.Row))
            .Concat(ReferenceCase.Names(GoldenSurrogateTests.Section).Select(GoldenSurrogateTests.Row));

    [Fact]
    public void Table_has_a_row_for_every_case()
    {
        FidelityRow[] rows = [.. Rows];
        string file = Path.Combine(RepositoryRoot(), "docs", "fidelity.md");
        if (Environment.GetEnvironmentVariable("MYELIN_WRITE_FIDELITY") is { Length: > 0 }) Write(file, rows);
        string table = File.ReadAllText(file);
        foreach (FidelityRow row in rows) table.ShouldContain(row.Key);
    }

    private static void Write(string file, IEnumerable<FidelityRow> rows)
    {
        const string preamble = """
            # Fidelity

            How close each model comes to the same model in an established program, on the cases in `tests/Myelin.Tests/reference`. Written by
            the test suite (`MYELIN_WRITE_FIDELITY=1 dotnet test tests/Myelin.Tests`), which fails where a number exceeds what is allowed.

            * **U**: largest deviation of the membrane potential over all steps (mV; pure number in discrete time), up to the first shifted spike; for a
              surrogate, of its derivative over a grid of distances from threshold; for a rule of release, of
              what a spike transmits, relative to it; for a system without spikes, of all its numbers.
            * **spikes**: largest shift of a spike, in steps.
            * **allowed**: largest deviation of any compared variable, relative to the larger of 1 and the variable.
            * **gradient**: largest deviation of the gradients of a loss with respect to inputs and parameters, relative likewise, in double precision.


            """;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"{preamble}{FidelityRow.Header}\n{string.Join('\n', rows.Select(row => row.ToString()))}\n");
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Myelin.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository: no folder above them holds Myelin.slnx.");
    }
}
