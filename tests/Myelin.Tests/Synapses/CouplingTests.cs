using System.Runtime.InteropServices;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Couplings against the functions of potential and time that their equations say.</summary>
public sealed class CouplingTests
{
    private static readonly Time dt = 0.1 * Syntax.ms;

    [Fact]
    public void A_gap_junction_is_ohmic_and_gives_nothing_between_equal_potentials()
    {
        Terminal<Scalar> run = Terminal<Scalar>.Of(new GapJunction(), dt);
        run.Current(run.Step(new(-50)), new(-70)).Number.ShouldBe(20);
        run.Current(run.Step(new(-70)), new(-50)).Number.ShouldBe(-20);
        Terminal<Simd> lanes = Terminal<Simd>.Of(new GapJunction(), dt);
        lanes.Current(lanes.Step(Simd.Constant(-61.7)), Simd.Constant(-61.7)).ShouldBe(Simd.Zero);
    }

    [Fact]
    public void A_graded_synapse_follows_the_sigmoid_with_its_time_constant()
    {
        GradedSynapse model = new() { Half = -40 * Syntax.mV, Slope = 4 * Syntax.mV, Tau = 5 * Syntax.ms, Reversal = -80 * Syntax.mV };
        Terminal<Scalar> run = Terminal<Scalar>.Of(model, dt);
        double steady = 1 / (1 + Math.Exp(-(-37.0 + 40) / 4));
        for (int step = 1; step <= 100; step++)
        {
            double signal = run.Step(new(-37)).Number;
            signal.ShouldBe(steady * (1 - Math.Exp(-step * 0.1 / 5)), 1e-13);
            run.Current(new(signal), new(-60)).Number.ShouldBe(signal * -20, 1e-12);
        }

        Terminal<Scalar> atOnce = Terminal<Scalar>.Of(model with { Tau = Time.Zero }, dt);
        atOnce.Step(new(-40)).Number.ShouldBe(0.5);
        atOnce.Step(new(200)).Number.ShouldBe(1, 1e-12);
        atOnce.Step(new(-400)).Number.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Metadata_is_complete()
    {
        foreach (ICouplingModel model in (ICouplingModel[])[new GapJunction(), new GradedSynapse()])
        {
            CouplingInfo info = model.Info;
            info.Name.ShouldBe(model.GetType().Name);
            new[] { info.Summary, info.Equation, info.Source }.ShouldAllBe(text => text.Length > 0);
            info.Unit.ShouldBe("nS");
            info.IsMutual.ShouldBe(model is GapJunction);
        }
    }

    [Fact]
    public void Impossible_parameters_are_refused_in_words()
    {
        Refused(new GradedSynapse { Slope = Voltage.Zero }).ShouldContain("GradedSynapse.Slope must be positive, got 0 mV");
        Refused(new GradedSynapse { Tau = -1 * Syntax.ms }).ShouldContain("GradedSynapse.Tau must be at least 0, got -1 ms");

        static string Refused(ICouplingModel model) => Should.Throw<ArgumentException>(() => model.LowerConstants(dt)).Message;
    }

    private abstract class Terminal<V>(ICouplingModel model)
        where V : struct, IValue<V>
    {
        private protected V[] State { get; } = [.. model.LowerInitialState(dt).Select(V.Constant), V.Zero];

        private protected V[] Constants { get; } = [.. model.LowerConstants(dt).Select(V.Constant), V.Zero];

        public static Terminal<V> Of(ICouplingModel model, Time dt) => model.Accept(new Builder(model));

        public abstract V Step(V source);

        public abstract V Current(V signal, V membrane);

        private sealed class Builder(ICouplingModel model) : ICouplingVisitor<V, Terminal<V>>
        {
            public Terminal<V> Visit<TStep>()
                where TStep : struct, ICouplingStep<V> => new Compiled<TStep>(model);
        }

        private sealed class Compiled<TStep>(ICouplingModel model) : Terminal<V>(model)
            where TStep : struct, ICouplingStep<V>
        {
            public override V Step(V source) => TStep.Step(ref MemoryMarshal.GetArrayDataReference(State), in MemoryMarshal.GetArrayDataReference(Constants), source);

            public override V Current(V signal, V membrane) => TStep.Current(in MemoryMarshal.GetArrayDataReference(Constants), signal, membrane);
        }
    }
}
