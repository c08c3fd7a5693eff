using System.Text;
using Myelin.Experiments;
using Myelin.Experiments.Benchmarks;
using Myelin.Experiments.Tests;

namespace Myelin.Cli.Tests;

/// <summary>Runs commands in this process, in a folder of their own, and keeps what they write.</summary>
public sealed class CliSession : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Watched error;
    private readonly StringWriter output = new();

    public CliSession() => error = new Watched(this);

    public string Folder { get; } = Directory.CreateTempSubdirectory("myelin-cli-").FullName;

    /// <summary>Where the runs of this session write.</summary>
    public string Out => Path.Combine(Folder, "out");

    public string Output => output.ToString();

    public string Error => error.ToString();

    /// <summary>Presses Ctrl+C as soon as this is on the error stream.</summary>
    public string? StopAt { get; set; }

    public long AvailableMemoryBytes { get; set; } = 4_000_000_000;

    public Func<string, Stream> CreateFile { get; set; } = File.Create;

    public Dictionary<string, string> Variables { get; } = [];

    public ExperimentCatalogue Experiments { get; init; } = new([new DemoExperiment(), new DemoWithData()]);

    public int Run(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return new CommandLine(new Surroundings
        {
            Out = output,
            Error = error,
            Cancellation = stop.Token,
            Experiments = Experiments,
            Jobs = new WholeJobCatalogue([new DemoJob(), new DemoFailingJob()]),
            CreateFile = path => CreateFile(path),
            AvailableMemoryBytes = () => AvailableMemoryBytes,
            Variable = name => Variables.GetValueOrDefault(name),
        }).Run(arguments);
    }

    /// <summary>Runs the demo into <see cref="Out"/>.</summary>
    public int RunDemo(params string[] arguments) => Run(["run", "demo", "--out", Out, .. arguments]);

    public void Dispose()
    {
        stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Watched(CliSession session) : StringWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (session.StopAt is { } text && value?.Contains(text, StringComparison.Ordinal) == true)
                session.stop.Cancel();
        }
    }
}
