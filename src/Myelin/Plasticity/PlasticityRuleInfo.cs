using Myelin.Neurons;

namespace Myelin.Plasticity;

/// <summary>What a rule of plasticity says of itself: read by validation, the command line, file formats and reports.</summary>
/// <param name="Name">The rule's name, that of its struct.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Equation">The equations, in plain text.</param>
/// <param name="Source">Author, year and equation number of the published source.</param>
/// <param name="Parameters">What a user sets.</param>
/// <param name="States">What a synapse remembers, the weight first.</param>
/// <param name="PreTraces">What is remembered of a source neuron.</param>
/// <param name="PostTraces">What is remembered of a target neuron.</param>
/// <param name="Followed">What is followed of a target neuron in every step.</param>
/// <param name="Reads">The state variables of a target neuron that it follows, by name.</param>
/// <param name="Events">When the rule acts: some of OnPre, OnPost, OnFactor, OnTick, OnStep.</param>
/// <param name="NeedsFactor">Whether it needs a third factor.</param>
public sealed record PlasticityRuleInfo(
    string Name,
    string Summary,
    string Equation,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<VariableInfo> States,
    IReadOnlyList<VariableInfo> PreTraces,
    IReadOnlyList<VariableInfo> PostTraces,
    IReadOnlyList<VariableInfo> Followed,
    IReadOnlyList<string> Reads,
    IReadOnlyList<string> Events,
    bool NeedsFactor);
