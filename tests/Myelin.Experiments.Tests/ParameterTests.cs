using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Myelin.Experiments.Parameters;
using Myelin.Quantities;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests;

public sealed class ParameterTests
{
    private static readonly ExperimentEntry Demo = new ExperimentCatalogue([new DemoExperiment()]).Entries[0];

    private static ExperimentParameter Parameter(string name) => Demo.Parameters.Single(parameter => parameter.Name == name);

    [Fact]
    public void Names_defaults_and_quick_values_come_from_the_class()
    {
        Demo.Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["scale", "population-count", "duration", "input", "input-rate", "plastic", "label", "misfortune"]);
        Demo.Parameters.Select(parameter => parameter.Default).ShouldBe(["1", "2", "1 s", "direct-current", "8", "false", "plain", "none"]);
        Parameter("scale").Quick.ShouldBe("0.5");
        Parameter("duration").Quick.ShouldBe("200 ms");
        Parameter("label").Quick.ShouldBeNull();
    }

    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("0.5 s", 500)]
    [InlineData("0.1 ms", 0.1)]
    [InlineData("250us", 0.25)]
    [InlineData("250 µs", 0.25)]
    [InlineData("2min", 120_000)]
    [InlineData("1e3ms", 1000)]
    public void A_time_is_a_number_with_a_unit(string text, double milliseconds)
        => ((DemoExperiment)Demo.Create(new Dictionary<string, string> { ["duration"] = text })).Duration.InMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData("10 mV")]
    [InlineData("1,5 s")]
    [InlineData("infinity s")]
    [InlineData("10 sec")]
    public void A_time_without_its_unit_is_refused(string text) => Parameter("duration").Problem(text).ShouldNotBeNull().ShouldContain("500ms");

    [Fact]
    public void A_quantity_reads_back_what_it_writes()
        => Prop.ForAll<NormalFloat>(number =>
        {
            Time time = Time.FromValue(number.Get);
            double back = QuantityText.Read<Time>(QuantityText.Write(time))!.Value.InMilliseconds;
            return Math.Abs(back - number.Get) <= 1e-15 * Math.Abs(number.Get);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("20mV", 20)]
    [InlineData("0.02 V", 20)]
    [InlineData("-65 mV", -65)]
    public void Other_quantities_read_too(string text, double millivolts) => QuantityText.Read<Voltage>(text)!.Value.Value.ShouldBe(millivolts);

    [Fact]
    public void Every_culture_reads_and_writes_the_same()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            DemoExperiment demo = (DemoExperiment)Demo.Create(new Dictionary<string, string> { ["scale"] = "0.25", ["duration"] = "1.5s" });
            demo.Scale.ShouldBe(0.25);
            Parameter("scale").Text(demo).ShouldBe("0.25");
            Parameter("duration").Text(demo).ShouldBe("1.5 s");
            Amount.Number(1234.6).ShouldBe("1235");
            Amount.Number(0.25).ShouldBe("0.25");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
        => Should.Throw<ArgumentException>(() => Demo.Create(new Dictionary<string, string> { ["duraton"] = "1s" })).Message
            .ShouldBe("The experiment 'demo' has no parameter '--duraton'; did you mean '--duration'?");

    [Theory]
    [InlineData("InputRate", "input-rate")]
    [InlineData("PSPAmplitude", "psp-amplitude")]
    [InlineData("TauM", "tau-m")]
    [InlineData("Scale", "scale")]
    public void Names_are_hyphenated(string name, string expected) => KebabCase.Of(name).ShouldBe(expected);
}
