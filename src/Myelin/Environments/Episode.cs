namespace Myelin.Environments;

/// <summary>Counts the steps of an episode, and refuses calls that make no sense.</summary>
/// <param name="environment">The environment's name, for messages.</param>
/// <param name="observables">Number of observables.</param>
/// <param name="actions">Number of actions.</param>
internal sealed class Episode(string environment, int observables, int actions)
{
    private bool isUnderWay;

    /// <summary>Number of actions taken in this episode.</summary>
    public int Steps { get; private set; }

    /// <summary>An episode begins.</summary>
    public void Begin(Span<double> observation)
    {
        CheckLength(observation);
        isUnderWay = true;
        Steps = 0;
    }

    /// <summary>An action is about to be taken.</summary>
    public void Act(int action, Span<double> observation)
    {
        if (!isUnderWay) throw new InvalidOperationException($"{environment}: no episode is under way; call Reset first.");
        if ((uint)action >= (uint)actions) throw new ArgumentException($"{environment}: there is no action {action}; actions are 0 to {actions - 1}.", nameof(action));
        CheckLength(observation);
        Steps++;
    }

    /// <summary>What an action led to.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="isTerminal">Whether there is nothing more to gain.</param>
    /// <param name="maximumSteps">Number of steps after which time is over.</param>
    public EnvironmentStep End(double reward, bool isTerminal, int maximumSteps)
    {
        EpisodeProgress progress = isTerminal ? EpisodeProgress.Terminated : Steps >= maximumSteps ? EpisodeProgress.TimeIsOver : EpisodeProgress.GoesOn;
        isUnderWay = progress == EpisodeProgress.GoesOn;
        return new EnvironmentStep(reward, progress);
    }

    private void CheckLength(Span<double> observation)
    {
        if (observation.Length != observables) throw new ArgumentException($"{environment}: an observation has {observables} numbers, got a span of {observation.Length}.", nameof(observation));
    }
}
