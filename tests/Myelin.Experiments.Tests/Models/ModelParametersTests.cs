using Myelin.Experiments.Models;
using Myelin.Neurons;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Models;

public sealed class ModelParametersTests
{
    [Fact]
    public void A_parameter_is_set_on_a_copy()
    {
        INeuronModel model = new LifExp { Bias = 7 * Syntax.pA };
        var changed = (LifExp)ModelParameters.With(model, "TauM", "20ms");
        changed.ShouldBe(new LifExp { TauM = 20 * Syntax.ms, Bias = 7 * Syntax.pA });
        model.ShouldBe(new LifExp { Bias = 7 * Syntax.pA });
    }

    [Fact]
    public void Units_with_other_prefixes_choices_and_plain_numbers_are_read()
    {
        ((LifExp)ModelParameters.With(new LifExp(), "capacitance", "0.2nF")).Capacitance.ShouldBe(200 * Syntax.pF);
        ((Leaky)ModelParameters.With(new Leaky(), "Reset", "zero")).Reset.ShouldBe(ResetMode.Zero);
        ((Leaky)ModelParameters.With(new Leaky(), "Beta", "0.5")).Beta.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("TauN", "1ms", "LifExp has no parameter 'TauN'; did you mean 'TauM'?")]
    [InlineData("TauM", "20", "'20' is not a value of LifExp.TauM; it must be a number with its unit such as 500ms.")]
    [InlineData("TauM", "20mV", "'20mV' is not a value of LifExp.TauM; it must be a number with its unit such as 500ms.")]
    public void What_is_no_parameter_or_no_value_is_said(string name, string value, string expected)
        => Should.Throw<ArgumentException>(() => ModelParameters.With(new LifExp(), name, value)).Message.ShouldBe(expected);

    [Theory]
    [InlineData("A", "'A' is no sweep; write Parameter=low..high, for example A=0..1.")]
    [InlineData("A=1..0", "The sweep of ChialvoMap.A from 1 to 0 is empty; the low end comes first.")]
    [InlineData("A=x..1", "'x' is not a value of ChialvoMap.A; it must be a number.")]
    [InlineData("Q=0..1", "ChialvoMap has no parameter 'Q'; it has A, B, C, K, Threshold.")]
    public void What_is_no_sweep_is_said(string text, string expected)
        => Should.Throw<ArgumentException>(() => ParameterSweep.Read(new ChialvoMap(), text)).Message.ShouldBe(expected);

    [Fact]
    public void A_choice_cannot_be_swept()
        => Should.Throw<ArgumentException>(() => ParameterSweep.Read(new Leaky(), "Reset=0..1")).Message.ShouldStartWith("Leaky.Reset cannot be swept");

    [Fact]
    public void Kinds_follow_from_units_and_steps()
    {
        ModelKinds.Of(new LifExp()).ShouldBe(ModelKind.Membrane);
        ModelKinds.Of(new FitzHughNagumo()).ShouldBe(ModelKind.Dimensionless);
        ModelKinds.Of(new RulkovMap()).ShouldBe(ModelKind.Map);
        ModelKinds.Of(new PoissonNeuron()).ShouldBe(ModelKind.Memoryless);
    }
}
