using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Tests.Neurons;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Receptors against the functions of time and voltage that their equations say.</summary>
public sealed class ReceptorTests
{
    private static readonly Time dt = 0.1 * Syntax.ms;

    private static readonly IReceptorModel[] models =
    [
        new ExponentialCurrent(), new DoubleExponentialCurrent(), new AlphaCurrent(), new BetaCurrent(),
        new ExponentialConductance(), new AlphaConductance(), new BetaConductance(), new NmdaConductance(),
        new DoubleExponentialConductance(), new DeltaCurrent(),
    ];

    public static TheoryData<int> Models => [.. Enumerable.Range(0, models.Length)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Course_is_that_of_the_equation_at_every_step(int index)
    {
        (IReceptorModel model, Func<double, double> course, string variable) = index switch
        {
            0 => (models[0], t => Math.Exp(-t / 2), "I"),
            1 => (models[1], t => 2 / (2 - 0.5) * (Math.Exp(-t / 2) - Math.Exp(-t / 0.5)), "I"),
            2 => (models[2], t => Math.E * t / 2 * Math.Exp(-t / 2), "I"),
            3 => (models[3], Beta(0.5, 2), "I"),
            4 => (models[4], t => Math.Exp(-t / 2), "G"),
            5 => (models[5], t => Math.E * t / 2 * Math.Exp(-t / 2), "G"),
            6 => (models[6], Beta(0.5, 2), "G"),
            7 => (models[7], Beta(2, 100), "G"),
            8 => (models[8], t => 2 / (2 - 0.5) * (Math.Exp(-t / 2) - Math.Exp(-t / 0.5)), "G"),
            _ => (models[9], (Func<double, double>)(t => t == 0 ? 1 : 0), "Q"),
        };
        ReceptorRun<Scalar> run = ReceptorRun<Scalar>.Of(model, dt);
        const double weight = 3;
        run.Step(new(weight), new(-65));
        for (int step = 0; step < 200; step++)
        {
            run[variable].Number.ShouldBe(weight * course(step * 0.1), 1e-12, $"after {step} steps");
            run.Step(default, new(-65));
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void Current_receptors_lose_no_charge_to_the_length_of_a_step(double step)
    {
        ChargeOf(new ExponentialCurrent(), step).ShouldBe(2, 1e-12);
        ChargeOf(new DoubleExponentialCurrent(), step).ShouldBe(2, 1e-12);
        ChargeOf(new AlphaCurrent(), step).ShouldBe(2 * Math.E, 1e-12);
        ChargeOf(new DeltaCurrent(), step).ShouldBe(1, 1e-12);
        double peak = Beta(0.5, 2, unscaled: true)(Math.Log(4) * 0.5 * 2 / 1.5);
        ChargeOf(new BetaCurrent(), step).ShouldBe(1.5 / peak, 1e-12);
    }

    [Fact]
    public void Equal_time_constants_are_the_limit_of_different_ones()
    {
        double[] alpha = ((IReceptorModel)new AlphaCurrent()).LowerConstants(dt);
        double[] equal = ((IReceptorModel)new BetaCurrent { TauRise = 2 * Syntax.ms, TauDecay = 2 * Syntax.ms }).LowerConstants(dt);
        double[] near = ((IReceptorModel)new BetaCurrent { TauRise = 1.999999 * Syntax.ms, TauDecay = 2 * Syntax.ms }).LowerConstants(dt);
        equal.ShouldBe(alpha);
        for (int i = 0; i < equal.Length; i++) near[i].ShouldBe(equal[i], 1e-5 * Math.Abs(equal[i]));
    }

    [Fact]
    public void Conductances_drive_towards_their_reversal()
    {
        ExponentialConductance model = new() { Reversal = -70 * Syntax.mV };
        foreach (double u in (double[])[-90, -70, -50])
        {
            ReceptorRun<Scalar> run = ReceptorRun<Scalar>.Of(model, dt);
            run.Step(new(4), new(u)).Number.ShouldBe(0);
            run.Step(default, new(u)).Number.ShouldBe(4 * (1 - Math.Exp(-0.05)) / 0.05 * (-70 - u), 1e-12);
        }
    }

    // Jahr and Stevens (1990): at 1 mM, half of the receptors are open at -20.5 mV.
    [Theory]
    [InlineData(1, -20.526, 0.5)]
    [InlineData(1, -65, 0.05971)]
    [InlineData(1, 0, 0.78118)]
    [InlineData(0, -65, 1)]
    public void Magnesium_blocks_near_rest(double magnesium, double membrane, double open)
    {
        NmdaConductance model = new() { Magnesium = magnesium, Reversal = 10 * Syntax.mV };
        ReceptorRun<Scalar> run = ReceptorRun<Scalar>.Of(model, dt);
        BetaConductance plain = new() { TauRise = model.TauRise, TauDecay = model.TauDecay, Reversal = model.Reversal };
        ReceptorRun<Scalar> unblocked = ReceptorRun<Scalar>.Of(plain, dt);
        for (int step = 0; step < 10; step++)
        {
            double blocked = run.Step(new(1), new(membrane)).Number, full = unblocked.Step(new(1), new(membrane)).Number;
            if (step > 0) (blocked / full).ShouldBe(open, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Lanes_equal_scalars(int index)
    {
        ReceptorRun<Simd> run = ReceptorRun<Simd>.Of(models[index], dt);
        ReceptorRun<Scalar>[] single = [.. Enumerable.Range(0, 16).Select(_ => ReceptorRun<Scalar>.Of(models[index], dt))];
        for (int step = 0; step < 100; step++)
        {
            double[] arriving = [.. Enumerable.Range(0, 16).Select(i => (step * 7) + (i * 3) % 11 == 0 ? 2.0 : 0)];
            double[] membrane = [.. Enumerable.Range(0, 16).Select(i => -70.0 + i)];
            double[] current = NeuronBlock<Simd, SimdLanes>.Unpack(run.Step(SimdLanes.Pack(arriving), SimdLanes.Pack(membrane)));
            for (int lane = 0; lane < 16; lane++)
            {
                double expected = single[lane].Step(new(arriving[lane]), new(membrane[lane])).Number;
                current[lane].ShouldBe(expected, 1e-5 * Math.Max(1, Math.Abs(expected)), $"lane {lane}, step {step}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Metadata_is_complete(int index)
    {
        ReceptorInfo info = models[index].Info;
        info.Name.ShouldBe(models[index].GetType().Name);
        new[] { info.Summary, info.Equation, info.Source }.ShouldAllBe(text => text.Length > 0);
        info.States.ShouldAllBe(s => s.Summary.Length > 0 && s.Unit.Length > 0);
        info.Unit.ShouldBe(info.Name.EndsWith("Conductance", StringComparison.Ordinal) ? "nS" : info.Name == "DeltaCurrent" ? "fC" : "pA");
        info.SeesMembrane.ShouldBe(info.Unit == "nS");
    }

    [Fact]
    public void Parameters_out_of_range_are_rejected_by_name() =>
        Should.Throw<ArgumentException>(() => ((IReceptorModel)new NmdaConductance { TauDecay = -1 * Syntax.ms }).LowerConstants(dt))
            .Message.ShouldContain("NmdaConductance.TauDecay");

    [Fact]
    public void An_onset_slower_than_the_decay_is_refused()
    {
        Time slow = 3 * Syntax.ms, fast = 2 * Syntax.ms;
        foreach (IReceptorModel model in (IReceptorModel[])[
            new BetaCurrent { TauRise = slow, TauDecay = fast }, new BetaConductance { TauRise = slow, TauDecay = fast }, new NmdaConductance { TauRise = slow, TauDecay = fast },
            new DoubleExponentialCurrent { TauRise = slow, TauDecay = fast }, new DoubleExponentialConductance { TauRise = slow, TauDecay = fast }])
        {
            Should.Throw<ArgumentException>(() => model.LowerConstants(dt)).Message
                .ShouldBe($"{model.Info.Name}: TauRise of 3 ms must be at most TauDecay of 2 ms, or the current rises more slowly than it decays; exchange the two.");
        }
    }

    private static double ChargeOf(IReceptorModel model, double step)
    {
        ReceptorRun<Scalar> run = ReceptorRun<Scalar>.Of(model, step * Syntax.ms);
        run.Step(new(1), default);
        double charge = 0;
        for (int i = 0; i < 200 / step; i++) charge += run.Step(default, default).Number * step;
        return charge;
    }

    private static Func<double, double> Beta(double rise, double fall, bool unscaled = false)
    {
        double time = Math.Log(fall / rise) * rise * fall / (fall - rise);
        double Raw(double t) => Math.Exp(-t / fall) - Math.Exp(-t / rise);
        return t => Raw(t) / (unscaled ? 1 : Raw(time));
    }
}
