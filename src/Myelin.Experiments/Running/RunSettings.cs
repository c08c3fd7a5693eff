namespace Myelin.Experiments.Running;

/// <summary>What every run of every experiment has.</summary>
public sealed record RunSettings
{
    /// <summary>The seed of every random number; 1 unless given.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of threads; every processor unless given.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether the run is shortened.</summary>
    public bool Quick { get; init; }

    /// <summary>The folder of the experiments' data files.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The command that repeats the run, for the report; empty where it was not started by one.</summary>
    public string Command { get; init; } = "";
}
