using Myelin.Neurons;

namespace Myelin.Synapses;

/// <summary>What a receptor model says of itself: read by validation, the command line, file formats and reports.</summary>
/// <param name="Name">The model's name, that of its struct.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Equation">The equations, in plain text.</param>
/// <param name="Source">Author, year and equation number of the published source.</param>
/// <param name="Parameters">What a user sets.</param>
/// <param name="States">What the receptors of one neuron remember, in the order of the state's fields.</param>
/// <param name="Unit">The unit of what arrives.</param>
/// <param name="SeesMembrane">Whether the current depends on the membrane potential.</param>
public sealed record ReceptorInfo(
    string Name,
    string Summary,
    string Equation,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<VariableInfo> States,
    string Unit,
    bool SeesMembrane);
