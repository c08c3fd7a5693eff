using Myelin.Experiments.Reports;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Synapses;

namespace Myelin.Experiments.SynapseModels;

/// <summary>Gets to know a receptor, a rule of release or a coupling by running it: what follows a spike, a train of them, or a presynaptic potential.</summary>
public sealed class SynapseStudy
{
    private const double WholeSteps = 0.01;

    /// <summary>The largest number of steps.</summary>
    public const int MostSteps = 1_000_000;

    /// <summary>Checks a study before it begins.</summary>
    /// <param name="model">The model with its parameters.</param>
    /// <param name="dt">Length of a step; null for 0.1 ms.</param>
    /// <param name="duration">Simulated time of a time course; null for as long as the model takes.</param>
    /// <param name="seed">The seed of every random number.</param>
    /// <exception cref="ArgumentException">A parameter, the step or the duration is impossible; one sentence says why.</exception>
    public SynapseStudy(SynapseModel model, Time? dt = null, Time? duration = null, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, Dt, Seed) = (model, dt ?? Time.FromValue(0.1), seed);
        model.Validate(Dt);
        Duration = duration ?? Usual(model);
        double steps = Duration / Dt;
        if (!(steps >= 10 && steps <= MostSteps))
            throw new ArgumentException(FormattableString.Invariant($"A run of {Duration} in steps of {Dt} is not possible here; it must be between 10 and {MostSteps} steps."));
        if (Math.Abs(steps - Math.Round(steps)) > WholeSteps)
            throw new ArgumentException($"A run of {Duration} is not a whole number of steps of {Dt}; the nearest that is takes {Math.Round(steps) * Dt}.");
        Steps = (int)Math.Round(steps);
    }

    /// <summary>The model with its parameters.</summary>
    public SynapseModel Model { get; }

    /// <summary>Length of a step.</summary>
    public Time Dt { get; }

    /// <summary>Simulated time of a time course.</summary>
    public Time Duration { get; }

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; }

    internal int Steps { get; }

    /// <summary>Runs the model.</summary>
    /// <returns>What was found, in sentences, and its plots.</returns>
    public SynapseResult Run() => Model.Model switch
    {
        IReceptorModel receptor => ReceptorResponse.Of(this, receptor),
        IReleaseModel release => ReleaseResponse.Of(this, release),
        ICouplingModel coupling => CouplingResponse.Of(this, coupling),
        IPlasticityRuleModel plasticity => PlasticityResponse.Of(this, plasticity),
        _ => throw new ArgumentException($"{Model.Name} is neither a receptor, nor a rule of release, nor a coupling, nor a rule of plasticity."),
    };

    /// <summary>The times of the ends of all steps [ms].</summary>
    internal double[] Times() => [.. Enumerable.Range(1, Steps).Select(step => step * Dt.InMilliseconds)];

    // Long enough for the slowest time constant; of a rule of release, for a train and a pause.
    private static Time Usual(SynapseModel model)
    {
        if (model.Kind == SynapseKind.Release) return Time.FromValue(ReleaseResponse.UsualDuration);
        if (model.Kind == SynapseKind.Plasticity) return Time.FromValue(PlasticityResponse.UsualDuration);
        double slowest = model.Parameters.Where(p => string.Equals(p.Unit, Time.Unit, StringComparison.Ordinal))
            .Select(p => ((Time)model.Model.GetType().GetProperty(p.Name)!.GetValue(model.Model)!).InMilliseconds).DefaultIfEmpty(1).Max();
        return Time.FromValue(Math.Clamp(Math.Ceiling(6 * slowest), 10, 10_000));
    }
}

/// <summary>What a study of a synapse model found.</summary>
/// <param name="Findings">A few sentences.</param>
/// <param name="Peak">The largest number of the time course: a current, a factor, or a fraction.</param>
/// <param name="PeakMilliseconds">When it is reached.</param>
/// <param name="Times">The time of each number of the time course [ms].</param>
/// <param name="Course">The time course.</param>
/// <param name="Figures">The plots.</param>
public sealed record SynapseResult(
    IReadOnlyList<string> Findings,
    double Peak,
    double PeakMilliseconds,
    IReadOnlyList<double> Times,
    IReadOnlyList<double> Course,
    IReadOnlyList<Figure> Figures);
