using System.Reflection;
using Myelin.Neurons;

namespace Myelin.Cli;

/// <summary>The neuron models of the user's assemblies.</summary>
internal static class OtherModels
{
    /// <summary>A catalogue with the models of some assemblies more.</summary>
    /// <exception cref="UsageException">Two models have the same name.</exception>
    public static NeuronCatalogue Add(NeuronCatalogue models, IReadOnlyList<Assembly> assemblies)
    {
        try
        {
            return models.With(assemblies.SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsValueType && !type.IsGenericTypeDefinition && type.IsAssignableTo(typeof(INeuronModel)))
                .Select(type => (INeuronModel)Activator.CreateInstance(type)!));
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }
}
