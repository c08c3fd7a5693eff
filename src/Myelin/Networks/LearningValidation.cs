using Myelin.Connectivity;
using Myelin.Plasticity;

namespace Myelin.Networks;

/// <summary>What makes a projection unable to learn by a rule, said in one sentence each.</summary>
internal static class LearningValidation
{
    public static void Check(Projection projection, IPlasticityRuleModel rule, Population? factor)
    {
        PlasticityRuleInfo info = rule.Info;
        if (projection.Rule.Storage == ConnectionStorage.Procedural)
            throw new ArgumentException($"{projection.Name}: {projection.Rule} shares its weights, so they cannot learn by {info.Name}.");
        if (projection.Release is not null)
            throw new ArgumentException($"{projection.Name}: it has a rule of release, {projection.Release.Info.Name}, so it cannot learn by {info.Name} as well.");
        if (factor is not null && !info.NeedsFactor)
            throw new ArgumentException($"{projection.Name}: {info.Name} needs no third factor, so '{factor.Name}' cannot give it one.");
        Population target = projection.Target.Population;
        if (info.Reads.FirstOrDefault(r => !target.States.Any(v => string.Equals(v.Name, r, StringComparison.Ordinal))) is { } lacking)
            throw new ArgumentException($"{projection.Name}: {info.Name} reads the state variable {lacking} of its targets; {target.Model.Info.Name} has {string.Join(", ", target.States.Select(v => v.Name))}.");
        if (projection.Learning is not { } first) return;
        if (info.Events.Any(e => !string.Equals(e, "OnTick", StringComparison.Ordinal)) || info.States.Count > 1 || info.PreTraces.Count > 0 || info.Followed.Count > 0)
            throw new ArgumentException($"{projection.Name}: it learns by {first.Rule.Info.Name} already; a second rule acts on a clock and on the weight only, and {info.Name} does more.");
    }
}
