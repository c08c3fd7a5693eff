using Myelin.Plasticity;

namespace Myelin.Networks;

/// <summary>How the synapses of a projection learn.</summary>
/// <param name="Rule">The rule with its parameters.</param>
/// <param name="Delay">Where the projection's delay passes.</param>
/// <param name="Factor">The population whose spikes are the third factor; null where there is none, or it is set from outside.</param>
public sealed record ProjectionLearning(IPlasticityRuleModel Rule, DelayPlace Delay, Population? Factor)
{
    /// <summary>Rules that act on the same weights on a clock, after the first: scaling, normalisation.</summary>
    public IReadOnlyList<IPlasticityRuleModel> Slower { get; init; } = [];

    /// <summary>All rules, the first first.</summary>
    public IEnumerable<IPlasticityRuleModel> Rules => Slower.Prepend(Rule);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join(" and ", Rules)}, delay in {Delay}{(Factor is null ? "" : $", third factor from {Factor.Name}")}";
}
