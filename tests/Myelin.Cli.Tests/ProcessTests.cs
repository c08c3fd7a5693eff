using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

/// <summary>The executable itself, with the demo of this assembly.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("myelin-process-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_executable_runs_an_experiment_of_another_assembly()
    {
        using Process process = Start("run", "demo", "--quick");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        output.ShouldContain(Path.Combine("out", "demo", "report.html"));
        File.Exists(Path.Combine(folder, "out", "demo", "result.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_interrupt_signal_ends_the_run_with_130_and_a_result()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Process process = Start("run", "demo", "--misfortune", "cancellation");
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("Simulating", StringComparison.Ordinal))
        {
        }

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(null, null)]))
            await kill.WaitForExitAsync();
        string rest = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(130);
        rest.ShouldContain("Stopped; what was measured until then is in");
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "out", "demo", "result.json")))!["status"]!.GetValue<string>().ShouldBe("cancelled");
    }

    private Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Myelin.Cli.dll");
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["exec", program, .. arguments, "--assembly", typeof(ProcessTests).Assembly.Location])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
