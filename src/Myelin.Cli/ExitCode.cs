namespace Myelin.Cli;

/// <summary>What the process says to the shell.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>A run failed or could not be started.</summary>
    public const int Failure = 1;

    /// <summary>The command was not understood.</summary>
    public const int Usage = 2;

    /// <summary>The run was stopped by Ctrl+C.</summary>
    public const int Cancelled = 130;
}
