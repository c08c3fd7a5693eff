namespace Myelin.Synapses;

/// <summary>
/// Marks a <c>readonly partial record struct</c> as a receptor model. The source generator reads its parameters, its nested
/// <c>State&lt;V&gt;</c> and <c>Constants&lt;V&gt;</c>, its <c>Lower</c> and its <c>Step</c>, and makes it an <see cref="IReceptorModel"/>.
/// </summary>
/// <param name="unit">The unit of what arrives, a synapse's weight, as <see cref="Quantities.IQuantity{TSelf}.Unit"/> spells it.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ReceptorAttribute(string unit) : Attribute
{
    /// <summary>The unit of what arrives.</summary>
    public string Unit => unit;
}
