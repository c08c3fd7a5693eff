using Myelin.Networks;

namespace Myelin.Simulation.Recording;

/// <summary>What a run records.</summary>
public sealed class RecordingPlan
{
    private readonly List<PopulationView> spikes = [];
    private readonly List<StateRequest> states = [];
    private readonly List<SynapseRecord> synapses = [];
    private readonly List<Population> counted = [];
    private bool allAsked;

    internal bool AllSpikes => allAsked || (SpikeFile is not null && spikes.Count == 0);

    internal IEnumerable<PopulationView> All => spikes.Concat(states.Select(s => s.Neurons)).Concat(counted.Select(p => (PopulationView)p));

    internal IReadOnlyList<Population> Counted => counted;

    internal bool AllCounts { get; private set; }

    internal IReadOnlyList<PopulationView> SpikeViews => spikes;

    internal IReadOnlyList<StateRequest> StateRequests => states;

    internal IReadOnlyList<SynapseRecord> SynapseRequests => synapses;

    internal string? SpikeFile { get; private set; }

    /// <summary>Records the spikes of the populations named, or of all.</summary>
    /// <param name="populations">The populations or ranges of them; none for all.</param>
    public RecordingPlan Spikes(params ReadOnlySpan<PopulationView> populations)
    {
        if (populations.IsEmpty) allAsked = true;
        spikes.AddRange(populations);
        return this;
    }

    /// <summary>Counts how often each neuron fires, which takes no memory for spikes: for a simulation that is looked at while it goes on.</summary>
    /// <param name="populations">The populations; none for all.</param>
    public RecordingPlan Counts(params ReadOnlySpan<Population> populations)
    {
        if (populations.IsEmpty) AllCounts = true;
        counted.AddRange(populations);
        return this;
    }

    /// <summary>
    /// Writes the recorded spikes, those of all populations where none is named, to a text file while the run goes on and keeps none in memory.
    /// A line per spike: population, neuron, and the simulated time in ms, which goes on where a snapshot was taken.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public RecordingPlan SpikesTo(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        SpikeFile = path;
        return this;
    }

    /// <summary>Records the membrane potential, the state variable named <c>U</c>.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="every">Record every n-th step.</param>
    /// <param name="file">A text file to stream to instead of memory, as <see cref="State"/> says.</param>
    public RecordingPlan Voltage(PopulationView neurons, int every = 1, string? file = null) => State(neurons, "U", every, file);

    /// <summary>Records a state variable.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="every">Record every n-th step.</param>
    /// <param name="file">
    /// A text file to stream to while the run goes on, instead of memory: the simulated time in ms and the value of every neuron, a line per sample;
    /// an existing file is replaced.
    /// </param>
    /// <exception cref="ArgumentException">The model has no such variable, or <paramref name="every"/> is below 1.</exception>
    public RecordingPlan State(PopulationView neurons, string variable, int every = 1, string? file = null)
    {
        if (every < 1) throw new ArgumentException($"Recording {variable} of {neurons} every {every} steps is not possible; the interval must be at least 1 step.");
        int index = NetworkValidation.StateIndex(neurons.Population, variable);
        states.Add(new StateRequest(neurons, variable, index, every, file));
        return this;
    }

    /// <summary>Records a variable of all synapses of a plastic projection, in memory; it changes no bit of the run.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="every">Record every n-th step.</param>
    /// <param name="variable">The variable: the weight, an eligibility.</param>
    /// <exception cref="ArgumentException">The projection does not learn, its rule has no such variable, or <paramref name="every"/> is below 1.</exception>
    public RecordingPlan Synapses(Projection projection, int every, string variable = "Weight")
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (projection.Learning is not { } learning) throw new ArgumentException($"The {projection.Name} does not learn, so its synapses stay as they are.");
        if (!learning.Rule.Info.States.Any(s => string.Equals(s.Name, variable, StringComparison.Ordinal)))
            throw new ArgumentException($"{learning.Rule.Info.Name} has no variable '{variable}'; it has {string.Join(", ", learning.Rule.Info.States.Select(s => s.Name))}.");
        if (every < 1) throw new ArgumentException($"Recording {variable} of the {projection.Name} every {every} steps is not possible; the interval must be at least 1 step.");
        synapses.Add(new SynapseRecord(projection, variable, every));
        return this;
    }
}

/// <summary>A state variable to record, in memory or to a file.</summary>
internal sealed record StateRequest(PopulationView Neurons, string Variable, int Index, int Every, string? File);
