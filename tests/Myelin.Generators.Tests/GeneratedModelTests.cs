using Myelin.Generators.Tests.Models;
using Myelin.Neurons;
using Myelin.Quantities;
using Shouldly;
using Xunit;
using Leaky = Myelin.Generators.Tests.Models.Leaky;

namespace Myelin.Generators.Tests;

/// <summary>The generated halves of the models in Models do what the contract says.</summary>
public class GeneratedModelTests
{
    private static readonly Time Step = Time.FromValue(0.5);

    [Fact]
    public void Info_SaysWhatTheCommentsAndAttributesSay()
    {
        NeuronInfo info = new Leaky().Info;
        info.Name.ShouldBe("Leaky");
        info.Summary.ShouldBe("A leaky integrator with a threshold, see Lower. It has one of each kind of parameter.");
        info.Equation.ShouldBe("dU/dt = -U / tau + I; \"spike\" where U >= threshold");
        info.Source.ShouldBe("Lapicque (1907), equation 1.");
        info.Parameters.ShouldBe(
        [
            new("Tau", "ms", 20, "> 0", "Membrane time constant.") { Low = 0, IsLowExcluded = true },
            new("Threshold", "mV", 1, "-90 to 40.5", "Spike threshold.") { Low = -90, High = 40.5 },
            new("Gain", "", 0.5, "0 to 1", "How much of the input arrives.") { Low = 0, High = 1 },
            new("Hold", "", 3, ">= 0", "Number of steps that a spike lasts.") { Low = 0 },
            new("Resets", "", 1, "any", "Whether a spike resets the potential."),
        ]);
        info.States.ShouldBe([new("U", "mV", "Membrane potential.")]);
        info.Ports.ShouldBe([new("Current", "mV", "Jump of the potential.")]);
    }

    [Fact]
    public void Info_OfAnyInstance_HoldsTheDefaults() =>
        new Leaky { Tau = Time.FromValue(3) }.Info.ShouldBeSameAs(new Leaky().Info);

    [Fact]
    public void NestedStructsAndInlineArrays_AreFlattenedInMemoryOrder()
    {
        new Delayed().Info.States.ShouldBe(
        [
            new("Receptor.G", "nS", "Conductance."),
            new("Receptor.Recovered", "", "The synapse."),
            new("Past[0]", "pA", "What arrived."),
            new("Past[1]", "pA", "What arrived."),
            new("Past[2]", "pA", "What arrived."),
            new("Others[0].G", "nS", "Conductance."),
            new("Others[0].Recovered", "", "Two synapses in an array."),
            new("Others[1].G", "nS", "Conductance."),
            new("Others[1].Recovered", "", "Two synapses in an array."),
        ]);
        Initial(new Delayed()).ShouldBe([2, 0, 0, 0, 5, 0, 0, 0, 7]);
    }

    [Fact]
    public void Rule_SaysWhatItRemembersReadsAndDoes()
    {
        Myelin.Plasticity.PlasticityRuleInfo paired = new Paired().Info, followed = new Followed().Info;
        paired.States.Select(s => s.Name).ShouldBe(["Weight", "Eligibility"]);
        paired.PreTraces.ShouldBe([new("X", "", "Trace.")]);
        paired.PostTraces.ShouldBe([new("Y", "", "Trace.")]);
        paired.Events.ShouldBe(["OnPre", "OnPost", "OnFactor", "OnTick"]);
        paired.NeedsFactor.ShouldBeTrue();
        paired.Reads.ShouldBeEmpty();
        followed.Followed.Select(s => s.Name).ShouldBe(["Low", "Late"]);
        followed.Reads.ShouldBe(["Ii", "U"]);
        followed.Events.ShouldBe(["OnPost", "OnStep"]);
        followed.NeedsFactor.ShouldBeTrue();
        ((Myelin.Plasticity.IPlasticityRuleModel)new Paired()).Clock.ShouldBe(Time.FromValue(10));
        ((Myelin.Plasticity.IPlasticityRuleModel)new Followed()).LookBack.ShouldBe(Time.FromValue(2));
    }

    [Fact]
    public void TextForm_ListsTheParametersOnly() =>
        new Leaky { Gain = 0.25 }.ToString().ShouldBe("Leaky { Tau = 20 ms, Threshold = 1 mV, Gain = 0.25, Hold = 3, Resets = True }");

    [Fact]
    public void InitialState_IsZeroWithoutInitial()
    {
        Initial(new Leaky()).ShouldBe([0]);
        Initial(new Noisy()).ShouldBeEmpty();
    }

    [Fact]
    public void Constants_AreThoseOfLower() => Constants(new Leaky()).ShouldBe([Math.Exp(-0.025), 1, 0.5]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Step_MustBePositiveAndFinite(double milliseconds) =>
        Fault(new Leaky(), Time.FromValue(milliseconds)).ShouldBe($"Leaky: the step dt must be positive and finite, got {Time.FromValue(milliseconds)}.");

    [Fact]
    public void Parameters_MustBeInTheirRange()
    {
        Fault(new Leaky { Tau = Time.FromValue(0) }).ShouldBe("Leaky.Tau must be positive, got 0 ms.");
        Fault(new Leaky { Tau = Time.FromValue(double.PositiveInfinity) }).ShouldBe("Leaky.Tau must be finite, got Infinity ms.");
        Fault(new Leaky { Threshold = Voltage.FromValue(41) }).ShouldBe("Leaky.Threshold must be between -90 and 40.5 mV, got 41 mV.");
        Fault(new Leaky { Gain = 1.5 }).ShouldBe("Leaky.Gain must be between 0 and 1, got 1.5.");
        Fault(new Leaky { Gain = -1e-9 }).ShouldBe("Leaky.Gain must be between 0 and 1, got -1E-09.");
        Fault(new Leaky { Gain = double.NaN }).ShouldBe("Leaky.Gain must be finite, got NaN.");
        Fault(new Leaky { Hold = -1 }).ShouldBe("Leaky.Hold must be at least 0, got -1.");
    }

    [Fact]
    public void EndsOfARange_AreAllowed()
    {
        Constants(new Leaky { Gain = 0, Hold = 0, Threshold = Voltage.FromValue(-90) }).Length.ShouldBe(3);
        Constants(new Leaky { Gain = 1, Threshold = Voltage.FromValue(40.5) }).Length.ShouldBe(3);
    }

    [Fact]
    public void Constants_MustBeFinite() => Fault(new Leaky { Threshold = Voltage.Zero }).ShouldBe(
        "Leaky: the constant Jump is Infinity for a step of 0.5 ms; a parameter is too large or too small, or two contradict each other.");

    [Fact]
    public void Conflict_IsThrownWithTheModelsName()
    {
        Fault(new Delayed(), Time.FromValue(2)).ShouldBe("Delayed: a step of 2 ms is longer than 1 ms.");
        Constants(new Delayed()).ShouldBeEmpty();
    }

    [Fact]
    public void Step_UpdatesTheStateInPlace()
    {
        double[] state = [0.75];
        Stepped.Outcome outcome = Accept(new Leaky(), new(state, [0.5, 1, 0.25], [0.75]));
        outcome.ShouldBe(new(1, 1, 3, 1, false, -99));
        state.ShouldBe([0.875]);
    }

    [Fact]
    public void Step_MapsNestedStructsAndInlineArrays()
    {
        double[] state = [2, 0, 10, 20, 30, 1, 2, 3, 4];
        Accept(new Delayed(), new(state, [], [7])).ShouldBe(new(60, 9, 0, 1, false, -99));
        state.ShouldBe([2, 0, 7, 10, 20, 1, 2, 3, 4]);
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.3, 1)]
    public void StochasticStep_DrawsAndLeavesMemoryBehindAnEmptyStateAlone(double probability, double spike) =>
        Accept(new Noisy(), new([], [probability], [])).ShouldBe(new(spike, 0, 1, 0, true, -99));

    [Fact]
    public void Catalogue_ListsTheModelsOfThisAssembly() =>
        GeneratedNeurons.All.Select(m => m.Info.Name).ShouldBe(["Delayed", "Leaky", "Noisy"]);

    private static double[] Constants(INeuronModel model) => model.LowerConstants(Step);

    private static double[] Initial(INeuronModel model) => model.LowerInitialState(Step);

    private static Stepped.Outcome Accept(INeuronModel model, Stepped step) => model.Accept(step);

    private static string Fault(INeuronModel model, Time? dt = null) =>
        Should.Throw<ArgumentException>(() => model.LowerConstants(dt ?? Step)).Message;
}
