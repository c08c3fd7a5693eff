using Myelin.Synapses;
using Myelin.Tests.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Short-term plasticity against NEST's synapses: the weight that every spike transmits.</summary>
public sealed class ReleaseRuleTests
{
    internal const string Section = "D_plasticity";

    private const double Tolerance = 1e-9, FloatTolerance = 1e-5;

    public static TheoryData<string> Cases => [.. Names];

    internal static IEnumerable<string> Names => ReferenceCase.Names(Section).Where(name => name.StartsWith("tsodyks", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transmitted_weights_agree(string name) => Deviation<Scalar, ScalarLanes>(ReferenceCase.Open(Section, name)).ShouldBeLessThan(Tolerance);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transmitted_weights_agree_in_single_precision(string name) => Deviation<Simd, SimdLanes>(ReferenceCase.Open(Section, name)).ShouldBeLessThan(FloatTolerance);

    [Theory]
    [InlineData(0, 800, 0, "TsodyksMarkram.U must be positive, got 0")]
    [InlineData(1.1, 800, 0, "U of 1.1 must be at most 1")]
    [InlineData(double.NaN, 800, 0, "TsodyksMarkram.U must be finite, got NaN")]
    [InlineData(0.5, -1, 0, "TsodyksMarkram.TauRec must be at least 0, got -1 ms")]
    [InlineData(0.5, 800, double.PositiveInfinity, "TsodyksMarkram.TauFac must be finite")]
    public void Impossible_parameters_are_refused_in_words(double u, double recovery, double facilitation, string words)
    {
        IReleaseModel rule = new TsodyksMarkram { U = u, TauRec = recovery * Syntax.ms, TauFac = facilitation * Syntax.ms };
        Should.Throw<ArgumentException>(() => rule.LowerConstants(0.1 * Syntax.ms)).Message.ShouldContain(words);
    }

    [Fact]
    public void Equal_time_constants_of_activity_and_recovery_are_refused() =>
        Should.Throw<ArgumentException>(() => ((IReleaseModel)new TsodyksUzielMarkram { TauRec = 3 * Syntax.ms }).LowerConstants(0.1 * Syntax.ms))
            .Message.ShouldContain("TauPsc and TauRec must differ");

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        return new(
            Rule(reference).Info.Name,
            reference.Tool,
            reference.Version,
            name,
            new(Deviation<Scalar, ScalarLanes>(reference), 0, Tolerance),
            new(Deviation<Simd, SimdLanes>(reference), 0, FloatTolerance));
    }

    private static IReleaseModel Rule(ReferenceCase reference)
    {
        ReferenceNumbers p = reference.Parameters;
        return reference.Model == "tsodyks_synapse"
            ? new TsodyksUzielMarkram { U = p["U"], TauPsc = p.Time("tau_psc"), TauRec = p.Time("tau_rec"), TauFac = p.Time("tau_fac") }
            : new TsodyksMarkram { U = p["U"], TauRec = p.Time("tau_rec"), TauFac = p.Time("tau_fac") };
    }

    // Largest deviation of what is transmitted, relative to it.
    private static double Deviation<V, TLanes>(ReferenceCase reference)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        ReleaseRun<V> run = ReleaseRun<V>.Of(Rule(reference), 0.1 * Syntax.ms);
        IReadOnlyDictionary<string, double[]> expected = reference.Table("trajectory");
        double[] times = expected["t_ms"];
        double worst = 0;
        for (int i = 0; i < times.Length; i++)
        {
            double interval = i == 0 ? double.PositiveInfinity : Math.Round((times[i] - times[i - 1]) / 0.1) * 0.1;
            double weight = reference.Parameters["initial_weight"] * NeuronBlock<V, TLanes>.Unpack(run.Spike(V.Constant(interval)))[0];
            worst = Math.Max(worst, Math.Abs(weight - expected["weight"][i]) / expected["weight"][i]);
        }

        return worst;
    }
}
