using System.Reflection;
using Myelin.Experiments;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Synapses;

namespace Myelin.Cli;

/// <summary>The models of the user's assemblies.</summary>
internal static class OtherModels
{
    /// <summary>A catalogue with the models of some assemblies more.</summary>
    /// <exception cref="UsageException">Two models have the same name.</exception>
    public static NeuronCatalogue Add(NeuronCatalogue models, IReadOnlyList<Assembly> assemblies)
    {
        try
        {
            return models.With(Instances(assemblies, typeof(INeuronModel)).Cast<INeuronModel>());
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    /// <inheritdoc cref="Add(NeuronCatalogue, IReadOnlyList{Assembly})"/>
    public static SynapseCatalogue Add(SynapseCatalogue models, IReadOnlyList<Assembly> assemblies)
    {
        try
        {
            return models.With(Instances(assemblies, typeof(IReceptorModel), typeof(IReleaseModel), typeof(ICouplingModel), typeof(IPlasticityRuleModel)).Select(SynapseModel.Of));
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    private static IEnumerable<object> Instances(IReadOnlyList<Assembly> assemblies, params Type[] kinds) => assemblies.SelectMany(LoadableTypes.Of)
        .Where(type => type.IsValueType && !type.IsGenericTypeDefinition && Array.Exists(kinds, type.IsAssignableTo))
        .Select(type => Activator.CreateInstance(type)!);
}
