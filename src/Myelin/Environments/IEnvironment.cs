namespace Myelin.Environments;

/// <summary>
/// A world to act in, for agents that learn by reward: it is reset, then stepped until an episode ends. The names and the order of calls are
/// those of Gymnasium. An episode is a pure function of its number and of the actions.
/// </summary>
public interface IEnvironment
{
    /// <summary>What is observed, in the order in which it is handed out.</summary>
    IReadOnlyList<Observable> Observables { get; }

    /// <summary>Number of actions to choose from.</summary>
    int Actions { get; }

    /// <summary>Begins an episode.</summary>
    /// <param name="episode">Its number: the random numbers of the episode are drawn from it.</param>
    /// <param name="observation">Filled with what is observed: [number of observables].</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    void Reset(ulong episode, Span<double> observation);

    /// <summary>Acts.</summary>
    /// <param name="action">Which action, 0 to <see cref="Actions"/> - 1.</param>
    /// <param name="observation">Filled with what is observed afterwards: [number of observables].</param>
    /// <returns>The reward, and whether the episode goes on.</returns>
    /// <exception cref="ArgumentException">There is no such action, or the span has another length.</exception>
    /// <exception cref="InvalidOperationException">No episode is under way: none was begun, or it has ended.</exception>
    EnvironmentStep Step(int action, Span<double> observation);
}

/// <summary>A quantity that an agent observes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; empty for a number.</param>
/// <param name="Low">The least value that an encoding need show.</param>
/// <param name="High">The largest value that an encoding need show.</param>
public readonly record struct Observable(string Name, string Unit, double Low, double High);

/// <summary>What an action led to.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Progress">Whether the episode goes on.</param>
public readonly record struct EnvironmentStep(double Reward, EpisodeProgress Progress);

/// <summary>Whether an episode goes on.</summary>
public enum EpisodeProgress
{
    /// <summary>It goes on.</summary>
    GoesOn,

    /// <summary>It has ended in a state from which there is nothing more to gain.</summary>
    Terminated,

    /// <summary>The time allowed for it is over.</summary>
    TimeIsOver,
}
