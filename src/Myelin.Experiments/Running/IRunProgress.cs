namespace Myelin.Experiments.Running;

/// <summary>Where a run says how far it is. Called from the thread that runs the experiment.</summary>
public interface IRunProgress
{
    /// <summary>A phase begins.</summary>
    /// <param name="phase">Its name, for example <c>Building</c>.</param>
    void Begin(string phase);

    /// <summary>The phase that began last has come some way.</summary>
    /// <param name="fraction">The part that is done, 0 to 1.</param>
    /// <param name="status">What is being done, in a few words; may be empty.</param>
    void Report(double fraction, string status);

    /// <summary>The phase that began last has ended.</summary>
    /// <param name="completed">False where it was broken off.</param>
    void End(bool completed);
}

/// <summary>Shows nothing.</summary>
public sealed class NoProgress : IRunProgress
{
    /// <inheritdoc/>
    public void Begin(string phase)
    {
    }

    /// <inheritdoc/>
    public void Report(double fraction, string status)
    {
    }

    /// <inheritdoc/>
    public void End(bool completed)
    {
    }
}
