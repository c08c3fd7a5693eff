using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>
/// A training at a moment: where it stands, the model's parameters, its buffers (what is not learnt and still changes, such as running means)
/// and what the optimiser remembers, all to the last bit. In memory, a copy that the training does not change; in a file through
/// <see cref="Save"/> and <see cref="Load"/>.
/// </summary>
public sealed class Checkpoint
{
    internal Checkpoint(TrainingPosition position, IReadOnlyList<NamedArray> parameters, IReadOnlyList<NamedArray> buffers, OptimiserRecord? optimiser, string origin)
    {
        Position = position;
        Parameters = parameters;
        Buffers = buffers;
        Optimiser = optimiser;
        Origin = origin;
    }

    /// <summary>Where the training stands.</summary>
    public TrainingPosition Position { get; }

    /// <summary>The parameters of the model.</summary>
    public IReadOnlyList<NamedArray> Parameters { get; }

    /// <summary>What is not learnt and still changes.</summary>
    public IReadOnlyList<NamedArray> Buffers { get; }

    /// <summary>What the optimiser remembers; null where there is none.</summary>
    public OptimiserRecord? Optimiser { get; }

    /// <summary>What error messages call it.</summary>
    private string Origin { get; }

    /// <summary>Copies a training as it stands.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="parameters">The model's parameters with their names, which must differ.</param>
    /// <param name="optimiser">The optimiser, whose parameters are among these.</param>
    /// <param name="buffers">What is not learnt and still changes.</param>
    /// <exception cref="ArgumentException">A name is there twice, or a parameter of the optimiser has none.</exception>
    public static Checkpoint Take(
        TrainingPosition position,
        IEnumerable<(string Name, Parameter Parameter)> parameters,
        Optimiser? optimiser = null,
        IEnumerable<NamedArray>? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(parameters);
        (string Name, Parameter Parameter)[] all = [.. parameters];
        NamedArray[] arrays = [.. all.Select(p => NamedArray.Copy(p.Name, p.Parameter.Shape, p.Parameter.Values))];
        NamedArray[] others = [.. buffers ?? []];
        ThrowIfTwice(arrays, "parameters");
        ThrowIfTwice(others, "buffers");
        return new Checkpoint(position, arrays, others, optimiser is null ? null : OptimiserRecord.Of(optimiser, NamesOf(all)), "taken in this run");
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, truncated, altered or contradicts itself; the message says where and why.</exception>
    public static Checkpoint Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return CheckpointReader.Read(path);
    }

    /// <summary>Writes a file: under a temporary name beside it, then renamed, so that there is always a whole one.</summary>
    /// <param name="path">The file, which is replaced.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckpointWriter.Write(this, path);
    }

    /// <summary>Puts a model and its optimiser into the saved state; changes nothing where something does not fit.</summary>
    /// <param name="parameters">The model's parameters with their names, in any order.</param>
    /// <param name="optimiser">The optimiser; left out where only the model is wanted.</param>
    /// <exception cref="InvalidDataException">It is a checkpoint of another model or optimiser; the message says what differs.</exception>
    public void Restore(IEnumerable<(string Name, Parameter Parameter)> parameters, Optimiser? optimiser = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (string Name, Parameter Parameter)[] all = [.. parameters];
        Dictionary<string, NamedArray> saved = Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach ((string name, Parameter parameter) in all)
        {
            if (!saved.Remove(name, out NamedArray? array))
                throw Other($"of another model: the parameter '{name}' of shape {parameter.Shape} here is not in it");
            if (array.Shape != parameter.Shape)
                throw Other($"of another model: the parameter '{name}' has the shape {array.Shape} there and {parameter.Shape} here");
        }

        if (saved.Count > 0) throw Other($"of another model: its parameter '{saved.Values.First().Name}' of shape {saved.Values.First().Shape} is not here");
        StateRecord[] states = optimiser is null ? [] : StatesFor(optimiser, NamesOf(all));
        saved = Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach ((string name, Parameter parameter) in all) saved[name].Values.Span.CopyTo(parameter.Values);
        if (optimiser is null) return;
        for (int i = 0; i < states.Length; i++)
        {
            ParameterState state = optimiser.States[i];
            state.Steps = states[i].Steps;
            for (int a = 0; a < state.Names.Count; a++) states[i].Arrays[a].Values.CopyTo(state.Values(a));
        }

        for (int g = 0; g < optimiser.Groups.Count; g++)
        {
            optimiser.Groups[g].LearningRate = Optimiser!.Groups[g].LearningRate;
            optimiser.Groups[g].WeightDecay = Optimiser.Groups[g].WeightDecay;
        }
    }

    /// <summary>A buffer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <exception cref="InvalidDataException">There is none of this name and shape.</exception>
    public NamedArray Buffer(string name, Shape shape)
    {
        NamedArray array = Buffers.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal))
            ?? throw Other($"of another model: the buffer '{name}' of shape {shape} here is not in it");
        return array.Shape == shape ? array : throw Other($"of another model: the buffer '{name}' has the shape {array.Shape} there and {shape} here");
    }

    private static Dictionary<Parameter, string> NamesOf((string Name, Parameter Parameter)[] parameters)
    {
        var names = new Dictionary<Parameter, string>();
        foreach ((string name, Parameter parameter) in parameters) names.TryAdd(parameter, name);
        return names;
    }

    private static void ThrowIfTwice(NamedArray[] arrays, string what)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (NamedArray array in arrays)
        {
            if (!known.Add(array.Name)) throw new ArgumentException($"The name '{array.Name}' is there twice among the {what}; every name must differ.");
        }
    }

    // The saved states in the order of the optimiser's.
    private StateRecord[] StatesFor(Optimiser optimiser, Dictionary<Parameter, string> names)
    {
        string kind = optimiser.GetType().Name;
        if (Optimiser is null) throw Other($"of a training without an optimiser, this one has {kind}");
        if (!string.Equals(Optimiser.Kind, kind, StringComparison.Ordinal)) throw Other($"of a training with {Optimiser.Kind}, this one has {kind}");
        if (Optimiser.Groups.Count != optimiser.Groups.Count)
            throw Other($"of a training whose optimiser has {Optimiser.Groups.Count} groups of parameters, this one has {optimiser.Groups.Count}");
        Dictionary<string, StateRecord> saved = Optimiser.States.ToDictionary(s => s.Parameter, StringComparer.Ordinal);
        var states = new StateRecord[optimiser.States.Count];
        for (int i = 0; i < states.Length; i++)
        {
            ParameterState state = optimiser.States[i];
            string name = OptimiserRecord.NameOf(state.Parameter, names);
            if (!saved.Remove(name, out StateRecord? record)) throw Other($"of a training whose {kind} does not change the parameter '{name}'");
            string there = string.Join(", ", record.Arrays.Select(a => a.Name)), here = string.Join(", ", state.Names);
            if (!string.Equals(there, here, StringComparison.Ordinal))
                throw Other($"of a training whose {kind} remembers [{there}] of the parameter '{name}', this one [{here}]");
            if (record.Arrays.FirstOrDefault(a => a.Shape != state.Parameter.Shape) is { } array)
                throw Other($"not whole: the array {array} of its {kind} for the parameter '{name}' must have the shape {state.Parameter.Shape}");
            states[i] = record;
        }

        if (saved.Count > 0) throw Other($"of a training whose {kind} also changes the parameter '{saved.Keys.First()}'");
        return states;
    }

    private InvalidDataException Other(string what) => new($"The checkpoint {Origin} is {what}.");
}
