using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;

namespace Myelin.Synapses;

/// <summary>What part of a synapse a model is.</summary>
public enum SynapseKind
{
    /// <summary>What becomes of arriving spikes: an <see cref="IReceptorModel"/>.</summary>
    Receptor,

    /// <summary>How much of its weight a spike delivers: an <see cref="IReleaseModel"/>.</summary>
    Release,

    /// <summary>A synapse that acts without spikes: an <see cref="ICouplingModel"/>.</summary>
    Coupling,

    /// <summary>How a weight learns: an <see cref="IPlasticityRuleModel"/>.</summary>
    Plasticity,
}

/// <summary>A receptor, a rule of release, a coupling or a rule of plasticity, with what all say of themselves.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Model">The model with its parameters.</param>
/// <param name="Info">What it says of itself: a <see cref="ReceptorInfo"/>, <see cref="ReleaseInfo"/>, <see cref="CouplingInfo"/> or <see cref="PlasticityRuleInfo"/>.</param>
/// <param name="Name">Its name, that of its struct.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Equation">The equations, in plain text.</param>
/// <param name="Source">Author, year and equation number of the published source.</param>
/// <param name="Parameters">What a user sets.</param>
/// <param name="States">What it remembers.</param>
/// <param name="Unit">The unit of a weight; empty where the model leaves the weight as it is.</param>
public sealed record SynapseModel(
    SynapseKind Kind,
    object Model,
    object Info,
    string Name,
    string Summary,
    string Equation,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<VariableInfo> States,
    string Unit)
{
    /// <summary>Describes a model.</summary>
    /// <param name="model">A receptor, a rule of release, a coupling or a rule of plasticity.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static SynapseModel Of(object model) => model switch
    {
        IReceptorModel { Info: var i } => new(SynapseKind.Receptor, model, i, i.Name, i.Summary, i.Equation, i.Source, i.Parameters, i.States, i.Unit),
        IReleaseModel { Info: var i } => new(SynapseKind.Release, model, i, i.Name, i.Summary, i.Equation, i.Source, i.Parameters, i.States, ""),
        ICouplingModel { Info: var i } => new(SynapseKind.Coupling, model, i, i.Name, i.Summary, i.Equation, i.Source, i.Parameters, i.States, i.Unit),
        IPlasticityRuleModel { Info: var i } => new(SynapseKind.Plasticity, model, i, i.Name, i.Summary, i.Equation, i.Source, i.Parameters, i.States, ""),
        _ => throw new ArgumentException($"{model} is neither a receptor, nor a rule of release, nor a coupling, nor a rule of plasticity."),
    };

    /// <summary>Checks the parameters.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    public void Validate(Time dt)
    {
        switch (Model)
        {
            case IReceptorModel receptor:
                receptor.LowerConstants(dt);
                break;
            case IReleaseModel release:
                release.LowerConstants(dt);
                break;
            case ICouplingModel coupling:
                coupling.LowerConstants(dt);
                break;
            case IPlasticityRuleModel plasticity:
                plasticity.LowerConstants(dt);
                break;
        }
    }
}
