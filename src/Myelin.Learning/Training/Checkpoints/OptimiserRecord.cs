using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>All that an optimiser remembers.</summary>
/// <param name="Kind">Which optimiser, such as AdamW.</param>
/// <param name="Groups">The learning rates and weight decays of the groups.</param>
/// <param name="States">What it remembers of every parameter.</param>
public sealed record OptimiserRecord(string Kind, IReadOnlyList<GroupRecord> Groups, IReadOnlyList<StateRecord> States)
{
    /// <summary>Copies what an optimiser remembers.</summary>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="names">The names of its parameters in the model.</param>
    /// <exception cref="ArgumentException">A parameter of the optimiser has no name.</exception>
    internal static OptimiserRecord Of(Optimiser optimiser, IReadOnlyDictionary<Parameter, string> names) => new(
        optimiser.GetType().Name,
        [.. optimiser.Groups.Select(group => new GroupRecord(group.LearningRate, group.WeightDecay))],
        [.. optimiser.States.Select(state => new StateRecord(
            NameOf(state.Parameter, names),
            state.Steps,
            [.. state.Names.Select((name, i) => NamedArray.Copy(name, state.Parameter.Shape, state.Values(i).Span))]))]);

    /// <summary>The name that a parameter has in the model.</summary>
    internal static string NameOf(Parameter parameter, IReadOnlyDictionary<Parameter, string> names) => names.TryGetValue(parameter, out string? name)
        ? name
        : throw new ArgumentException($"The optimiser changes the parameter {parameter}, which is not among the named parameters of the model.");
}

/// <summary>The settings of a group of parameters.</summary>
/// <param name="LearningRate">The learning rate of the next step.</param>
/// <param name="WeightDecay">The weight decay of the next step.</param>
public sealed record GroupRecord(double LearningRate, double WeightDecay);

/// <summary>What an optimiser remembers of a parameter.</summary>
/// <param name="Parameter">The name of the parameter in the model.</param>
/// <param name="Steps">How many times it was updated.</param>
/// <param name="Arrays">The optimiser's arrays for it.</param>
public sealed record StateRecord(string Parameter, long Steps, IReadOnlyList<NamedArray> Arrays);
