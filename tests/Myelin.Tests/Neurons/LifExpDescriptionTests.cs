using Myelin.Neurons;
using Myelin.Quantities;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Tests.Neurons;

/// <summary>What LifExp says of itself, and what it refuses.</summary>
public class LifExpDescriptionTests
{
    private static readonly Time Step = 0.1 * ms;

    public static TheoryData<LifExp, string> Faults => new()
    {
        { new() { TauM = -3 * ms }, "LifExp.TauM must be positive, got -3 ms." },
        { new() { TauM = 0 * ms }, "LifExp.TauM must be positive, got 0 ms." },
        { new() { TauM = double.NaN * ms }, "LifExp.TauM must be finite, got NaN ms." },
        { new() { TauSynE = double.PositiveInfinity * ms }, "LifExp.TauSynE must be finite, got Infinity ms." },
        { new() { TauSynI = double.NegativeInfinity * ms }, "LifExp.TauSynI must be finite, got -Infinity ms." },
        { new() { Capacitance = -1 * pF }, "LifExp.Capacitance must be positive, got -1 pF." },
        { new() { Rest = double.NaN * mV }, "LifExp.Rest must be finite, got NaN mV." },
        { new() { Threshold = double.PositiveInfinity * mV }, "LifExp.Threshold must be finite, got Infinity mV." },
        { new() { Reset = double.NaN * mV }, "LifExp.Reset must be finite, got NaN mV." },
        { new() { Refractory = -0.5 * ms }, "LifExp.Refractory must be at least 0, got -0.5 ms." },
        { new() { Bias = double.NaN * pA }, "LifExp.Bias must be finite, got NaN pA." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void ParameterOutOfRange_IsNamedWithItsValue(LifExp model, string message) => Fault(model, Step).ShouldBe(message);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void StepOutOfRange_IsRefused(double dt) =>
        Fault(new(), dt * ms).ShouldBe($"LifExp: the step dt must be positive and finite, got {dt * ms}.");

    [Fact]
    public void Lower_KeepsItsOwnErrors() =>
        Fault(new() { Refractory = 3 * s }, 0.0001 * ms).ShouldBe("LifExp.Refractory of 3000 ms is 30000000 steps of 0.0001 ms; it must be between 0 and 16777216 steps.");

    [Fact]
    public void Info_SaysWhatTheSourceSays()
    {
        NeuronInfo info = new LifExp().Info;
        info.Name.ShouldBe("LifExp");
        info.Summary.ShouldStartWith("Leaky integrate-and-fire with exponentially decaying synaptic currents.");
        info.Equation.ShouldStartWith("C dU/dt = -C (U - E) / tauM + Ie + Ii + I;");
        info.Source.ShouldStartWith("Rotter and Diesmann (1999)");
        info.Parameters.Select(p => (p.Name, p.Unit, p.Default, p.Range)).ShouldBe(
        [
            ("TauM", "ms", 10, "> 0"),
            ("TauSynE", "ms", 2, "> 0"),
            ("TauSynI", "ms", 2, "> 0"),
            ("Capacitance", "pF", 250, "> 0"),
            ("Rest", "mV", -70, "any"),
            ("Threshold", "mV", -55, "any"),
            ("Reset", "mV", -70, "any"),
            ("Refractory", "ms", 2, ">= 0"),
            ("Bias", "pA", 0, "any"),
        ]);
        info.Parameters[0].Summary.ShouldBe("Membrane time constant.");
        info.States.Select(v => (v.Name, v.Unit)).ShouldBe([("U", "mV"), ("Ie", "pA"), ("Ii", "pA"), ("Hold", "")]);
        info.Ports.Select(v => (v.Name, v.Unit)).ShouldBe([("Excitatory", "pA"), ("Inhibitory", "pA"), ("Current", "pA")]);
    }

    [Fact]
    public void LowerConstants_FollowsTheOrderOfTheFields()
    {
        LifExp model = new();
        LifExp.Constants<double> c = model.Lower(Step);
        ((INeuronModel)model).LowerConstants(Step)
            .ShouldBe([c.DecayM, c.DecayE, c.DecayI, c.CurrentE, c.CurrentI, c.Current, c.Drift, c.Threshold, c.Reset, c.Hold]);
    }

    [Fact]
    public void LowerInitialState_IsAtRest() => ((INeuronModel)new LifExp { Rest = -65 * mV }).LowerInitialState(Step).ShouldBe([-65, 0, 0, 0]);

    [Fact]
    public void TextForm_ListsTheParameters() => new LifExp().ToString().ShouldBe(
        "LifExp { TauM = 10 ms, TauSynE = 2 ms, TauSynI = 2 ms, Capacitance = 250 pF, Rest = -70 mV, Threshold = -55 mV, Reset = -70 mV, Refractory = 2 ms, Bias = 0 pA }");

    private static string Fault(LifExp model, Time dt) => Should.Throw<ArgumentException>(() => ((INeuronModel)model).LowerConstants(dt)).Message;
}
