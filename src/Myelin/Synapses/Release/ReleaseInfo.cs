using Myelin.Neurons;

namespace Myelin.Synapses;

/// <summary>What a rule of release says of itself: read by validation, the command line, file formats and reports.</summary>
/// <param name="Name">The rule's name, that of its struct.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Equation">The equations, in plain text.</param>
/// <param name="Source">Author, year and equation number of the published source.</param>
/// <param name="Parameters">What a user sets.</param>
/// <param name="States">What the terminals of one neuron, or one synapse, remember, in the order of the state's fields.</param>
/// <param name="IsStochastic">Whether it draws random numbers; every synapse then has a state of its own.</param>
public sealed record ReleaseInfo(
    string Name,
    string Summary,
    string Equation,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<VariableInfo> States,
    bool IsStochastic);
