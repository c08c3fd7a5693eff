using Myelin.Learning.Schedules;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// Changes parameters against their gradients. Names, defaults and equations are those of PyTorch (torch.optim). A step is one pass over each
/// parameter, in chunks on all threads; its result does not depend on the number of threads, and it allocates nothing.
/// </summary>
public abstract class Optimiser
{
    /// <summary>How many numbers a chunk has: a few arrays of it fit the second-level cache.</summary>
    internal const int ChunkLength = 16384;

    private readonly List<ParameterGroup> groups = [];
    private readonly List<ParameterState> states = [];
    private readonly HashSet<Parameter> known = [];
    private readonly List<(int State, int Start)> chunks = [];
    private readonly string[] stateNames;
    private readonly double initialLearningRate;
    private readonly double initialWeightDecay;

    private protected Optimiser(double learningRate, double weightDecay, params string[] stateNames)
    {
        initialLearningRate = NotNegative(learningRate, "learning rate");
        initialWeightDecay = NotNegative(weightDecay, "weight decay");
        this.stateNames = stateNames;
    }

    /// <summary>The parameters by group, in the order they were added.</summary>
    public IReadOnlyList<ParameterGroup> Groups => groups;

    /// <summary>What is remembered of every parameter, in the order they were added; all of it, so that who saves and restores it goes on to the last bit.</summary>
    public IReadOnlyList<ParameterState> States => states;

    /// <summary>The learning rate of the first group; setting it sets that of all groups.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double LearningRate
    {
        get => groups.Count > 0 ? groups[0].LearningRate : initialLearningRate;
        set
        {
            foreach (ParameterGroup group in groups) group.LearningRate = value;
        }
    }

    /// <summary>The chunks that all parameters are cut into.</summary>
    internal int Chunks => chunks.Count;

    /// <summary>Adds parameters that share a learning rate and a weight decay.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="learningRate">Their learning rate; the optimiser's where left out.</param>
    /// <param name="weightDecay">Their weight decay; the optimiser's where left out.</param>
    /// <exception cref="ArgumentException">A parameter is in the optimiser already.</exception>
    public ParameterGroup Add(IEnumerable<Parameter> parameters, double? learningRate = null, double? weightDecay = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameter[] all = [.. parameters];
        var group = new ParameterGroup(all, learningRate ?? initialLearningRate, weightDecay ?? initialWeightDecay);
        foreach (Parameter parameter in all)
        {
            if (!known.Add(parameter)) throw new ArgumentException($"The parameter {parameter} is in the optimiser already; a parameter belongs to one group.");
            for (int start = 0; start < parameter.Shape.Count; start += ChunkLength) chunks.Add((states.Count, start));
            states.Add(new ParameterState(parameter, group, stateNames));
        }

        groups.Add(group);
        return group;
    }

    /// <summary>Updates every parameter that has a gradient.</summary>
    public abstract void Step();

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGradient()
    {
        foreach (ParameterState state in states) state.Parameter.ZeroGradient();
    }

    /// <summary>Gives every group the learning rate that a schedule has for it.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="step">The step that comes next, counted from 0.</param>
    public void Follow(Schedule schedule, long step)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        foreach (ParameterGroup group in groups) group.LearningRate = schedule.Rate(group.InitialLearningRate, step);
    }

    internal static double NotNegative(double value, string what) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The {what} of an optimiser must be finite and at least 0, got {value}.");

    internal static double Fraction(double value, string what) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The {what} of an optimiser must be at least 0 and less than 1, got {value}.");

    /// <summary>Whether a step changes this parameter.</summary>
    internal static bool IsUpdated(ParameterState state) => state.Parameter.Learns && state.Parameter.Tensor.HasGradient;

    /// <summary>Which parameter a chunk is of, where it begins there and how many numbers it has.</summary>
    internal (ParameterState State, int Index, int Start, int Count) Chunk(int chunk)
    {
        (int index, int start) = chunks[chunk];
        ParameterState state = states[index];
        return (state, index, start, Math.Min(ChunkLength, state.Count - start));
    }

    private protected void AddAll(IEnumerable<Parameter> parameters) => Add(parameters);
}
