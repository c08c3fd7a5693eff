using System.Reflection;
using Myelin.Learning.Training.Algorithms;

namespace Myelin.Experiments.Algorithms;

/// <summary>The learning algorithms that there are, found by reflection.</summary>
public static class AlgorithmCatalogue
{
    /// <summary>Those of an assembly, with their defaults, by name.</summary>
    /// <param name="assembly">The assembly; Myelin's own where left out.</param>
    public static IReadOnlyList<ILearningAlgorithm> Of(Assembly? assembly = null) =>
    [
        .. LoadableTypes.Of(assembly ?? typeof(ILearningAlgorithm).Assembly)
            .Where(type => type is { IsClass: true, IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(ILearningAlgorithm)))
            .Select(Make)
            .OfType<ILearningAlgorithm>()
            .OrderBy(algorithm => algorithm.Name, StringComparer.Ordinal),
    ];

    // One that has to be told something is not made.
    private static ILearningAlgorithm? Make(Type type)
    {
        ConstructorInfo? constructor = Array.Find(type.GetConstructors(), c => c.GetParameters().All(p => p.HasDefaultValue));
        return (ILearningAlgorithm?)constructor?.Invoke([.. constructor.GetParameters().Select(p => p.DefaultValue)]);
    }
}
