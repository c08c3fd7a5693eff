using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Myelin.Docs.Tests;

/// <summary>The examples run. All are compiled in this process, which is quick; one goes the way of a user.</summary>
public sealed class ExampleTests
{
    /// <summary>Every example, some in several ways, and a line that it prints.</summary>
    public static TheoryData<string, string, string> Runs => new()
    {
        { "examples/brunel.cs", "", "asynchronous irregular" },
        { "examples/brunel.cs", "sr", "synchronous regular" },
        { "examples/brunel.cs", "fast", "fast oscillation" },
        { "examples/brunel.cs", "slow", "slow oscillation" },
        { "examples/custom-neuron.cs", "", "theory [Hz]" },
        { "examples/digital-chain.cs", "", "layer 4" },
        { "examples/microcircuit.cs", "", "L6I" },
        { "examples/microcircuit.cs", "dc", "L6I" },
        { "examples/vogels-abbott.cs", "", "membrane potential" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Example_runs(string file, string argument, string expected)
    {
        (byte[] assembly, IReadOnlyList<string> problems) =
            SingleFileProgram.Compile(file, OutputKind.ConsoleApplication, SingleFileProgram.WithoutDirectives(Repository.Read(file).Split('\n')));
        problems.ShouldBeEmpty();
        (string output, int exitCode) = SingleFileProgram.Run(assembly, argument.Length == 0 ? [] : [argument]);
        exitCode.ShouldBe(0);
        output.ShouldContain(expected);
    }

    [Fact]
    public void Every_example_is_run() => Repository.Examples.ShouldBe(Runs.Select(run => (string)run[0]).Distinct());

    /// <summary>As a user starts it: the project references, the optimized build and the source generator come from examples/Directory.Build.*.</summary>
    [Fact]
    public async Task Example_with_a_neuron_of_its_own_runs_from_the_command_line()
    {
        var start = new ProcessStartInfo("dotnet", ["run", "-v", "minimal", "examples/custom-neuron.cs"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the build that runs these tests says to its own processes is not for another build.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await errors);
        output.ShouldContain("theory [Hz]");
        output.Replace('\\', '/').ShouldNotContain("/bin/Debug/", Case.Insensitive, "an example must not run against a Myelin that is not optimized");
    }
}
