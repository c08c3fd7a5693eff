namespace Myelin.Synapses;

/// <summary>
/// Marks a <c>readonly partial record struct</c> as a coupling: a synapse that acts all the time, by a potential of the source neuron, without spikes.
/// The source generator reads its parameters, its nested <c>State&lt;V&gt;</c> and <c>Constants&lt;V&gt;</c>, its <c>Lower</c>, its <c>Step</c> and its
/// <c>Current</c>, and makes it an <see cref="ICouplingModel"/>.
/// </summary>
/// <param name="unit">The unit of a weight, as <see cref="Quantities.IQuantity{TSelf}.Unit"/> spells it.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class CouplingAttribute(string unit) : Attribute
{
    /// <summary>The unit of a weight.</summary>
    public string Unit => unit;

    /// <summary>Whether a connection acts on both neurons, as an electrical synapse does, and not on the target alone.</summary>
    public bool IsMutual { get; init; }
}
