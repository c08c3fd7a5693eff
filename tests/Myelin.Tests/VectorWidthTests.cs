using System.Diagnostics;

namespace Myelin.Tests;

/// <summary>
/// The same bits from processors with narrower vectors: the tests that hold runs against committed hashes pass in a process that is denied
/// AVX-512, AVX2, or every vector instruction.
/// </summary>
public sealed class VectorWidthTests
{
    private const string BitExactTests = "FullyQualifiedName~committed_bits|FullyQualifiedName~every_processor";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Runs_have_the_same_bits_without(string instructions)
    {
        var start = new ProcessStartInfo("dotnet", ["vstest", typeof(VectorWidthTests).Assembly.Location, $"--TestCaseFilter:{BitExactTests}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[instructions] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain("Passed:");
    }
}
