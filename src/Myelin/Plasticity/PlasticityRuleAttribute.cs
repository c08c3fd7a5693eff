namespace Myelin.Plasticity;

/// <summary>
/// Marks a <c>readonly partial record struct</c> as a rule of plasticity. The source generator reads its parameters, its nested
/// <c>Synapse&lt;V&gt;</c> (the weight first), <c>Constants&lt;V&gt;</c> and, where it has them, <c>Pre&lt;V&gt;</c> and <c>Post&lt;V&gt;</c>, its
/// <c>Lower</c> and what it does at each event, and makes it an <see cref="IPlasticityRuleModel"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class PlasticityRuleAttribute : Attribute
{
    /// <summary>Whether two spikes that reach the synapse at the same time are a pair; by default neither sees the other.</summary>
    public bool PairsSimultaneous { get; init; }
}
