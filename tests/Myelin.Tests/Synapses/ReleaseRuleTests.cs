using Myelin.Synapses;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Synapses;

/// <summary>Short-term plasticity against NEST's synapses: the weight that every spike transmits.</summary>
public sealed class ReleaseRuleTests
{
    private static readonly string[] cases = [.. ReferenceCase.Names("D_plasticity").Where(name => name.StartsWith("tsodyks", StringComparison.Ordinal))];

    public static TheoryData<string> Cases => [.. cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transmitted_weights_agree(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        ReferenceNumbers p = reference.Parameters;
        ReleaseRule rule = reference.Model == "tsodyks_synapse"
            ? new TsodyksUzielMarkram { U = p["U"], TauPsc = p.Time("tau_psc"), TauRec = p.Time("tau_rec"), TauFac = p.Time("tau_fac") }
            : new TsodyksMarkram { U = p["U"], TauRec = p.Time("tau_rec"), TauFac = p.Time("tau_fac") };
        rule.Validate(name);
        IReadOnlyDictionary<string, double[]> expected = reference.Table("trajectory");
        double[] times = expected["t_ms"], state = new double[rule.States];
        for (int i = 0; i < times.Length; i++)
        {
            double interval = i == 0 ? double.PositiveInfinity : Math.Round((times[i] - times[i - 1]) / 0.1) * 0.1;
            double weight = p["initial_weight"] * rule.Release(state, interval);
            weight.ShouldBe(expected["weight"][i], 1e-9 * expected["weight"][i], $"spike {i} at {times[i]} ms");
        }
    }

    [Theory]
    [InlineData(0, 800, 0, "U must be above 0 and at most 1, got 0")]
    [InlineData(1.1, 800, 0, "U must be above 0 and at most 1, got 1.1")]
    [InlineData(double.NaN, 800, 0, "U must be above 0 and at most 1, got NaN")]
    [InlineData(0.5, -1, 0, "TauRec must be finite and at least 0 ms, got -1 ms")]
    [InlineData(0.5, 800, double.PositiveInfinity, "TauFac must be finite")]
    public void Impossible_parameters_are_refused_in_words(double u, double recovery, double facilitation, string words)
    {
        TsodyksMarkram rule = new() { U = u, TauRec = recovery * Syntax.ms, TauFac = facilitation * Syntax.ms };
        Should.Throw<ArgumentException>(() => rule.Validate("projection a -> b")).Message.ShouldContain($"projection a -> b: TsodyksMarkram.{words}");
    }

    [Fact]
    public void Equal_time_constants_of_activity_and_recovery_are_refused() =>
        Should.Throw<ArgumentException>(() => new TsodyksUzielMarkram { TauRec = 3 * Syntax.ms }.Validate("p")).Message.ShouldContain("must differ");
}
