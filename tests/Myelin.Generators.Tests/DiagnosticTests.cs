using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Myelin.Generators.Tests;

/// <summary>Each fault of a model gives one diagnostic, in words, at its place.</summary>
public class DiagnosticTests
{
    private const string Kind = "'Cell' must be declared as 'readonly partial record struct' to be a neuron model";
    private const string Place = "'Cell' must be neither generic, nor file-local, nor nested in another type to be a neuron model";
    private const string Lower = "'Cell' must declare 'public Constants<double> Lower(Time dt)'";

    private const string Step =
        "'Cell' must declare 'public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)', or 'Step<V, TDraws>' with a last parameter 'ref TDraws draws' if it draws random numbers";

    private const string FieldRule = "; a field of State must be of type V, or a struct or inline array that holds at least one V and nothing else";
    private const string TypeRule = "; it must be a quantity of Myelin.Quantities, a double, an int, a bool or an enum";

    [Theory]
    [InlineData("readonly partial record struct Cell", "readonly record struct Cell", Kind)]
    [InlineData("readonly partial record struct Cell", "partial record struct Cell", Kind)]
    [InlineData("readonly partial record struct Cell", "readonly partial struct Cell", Kind)]
    [InlineData("readonly partial record struct Cell", "partial record Cell", Kind)]
    public void MYE001_NoReadonlyPartialRecordStruct(string old, string with, string message) => Expect("MYE001", old, with, message, "Cell");

    [Theory]
    [InlineData("struct Cell()", "struct Cell<T>()")]
    [InlineData("public readonly partial record struct Cell()", "file readonly partial record struct Cell()")]
    public void MYE002_GenericOrFileLocal(string old, string with) => Expect("MYE002", old, with, Place, "Cell");

    [Fact]
    public void MYE002_Nested()
    {
        string source = ModelSource.Valid.Replace("/// <summary>A cell.", "public static partial class Outer {\n/// <summary>A cell.", StringComparison.Ordinal) + "}";
        Expect("MYE002", source, Place, "Cell");
    }

    [Theory]
    [InlineData("struct State<V>", "struct Memory<V>", "'Cell' must declare 'public struct State<V>' with the variables that one neuron remembers")]
    [InlineData("struct Constants<V>", "struct Constants<V, W>", "'Cell' must declare 'public struct Constants<V>' with the numbers that a step needs")]
    [InlineData("struct Input<V>", "class Input<V>", "'Cell' must declare 'public struct Input<V>' with the numbers that arrive in a step")]
    public void MYE003_MissingStruct(string old, string with, string message) => Expect("MYE003", old, with, message, "Cell");

    [Theory]
    [InlineData("Lower(Time dt)", "Lowered(Time dt)", "Cell")]
    [InlineData("Lower(Time dt)", "Lower(double dt)", "Lower")]
    [InlineData("Constants<double> Lower(Time dt)", "Constants<float> Lower(Time dt)", "Lower")]
    public void MYE004_NoLower(string old, string with, string place) => Expect("MYE004", old, with, Lower, place);

    [Theory]
    [InlineData("V Step<V>", "V Advance<V>", "Cell")]
    [InlineData("static V Step<V>", "V Step<V>", "Step")]
    [InlineData("(ref State<V> s,", "(in State<V> s,", "Step")]
    [InlineData("in Input<V> input)", "V input)", "Step")]
    [InlineData("static V Step<V>", "static V Step<V, TDraws>", "Step")]
    public void MYE005_NoStep(string old, string with, string place) => Expect("MYE005", old, with, Step, place);

    [Theory]
    [InlineData("public State<double> Initial() => default;", "'Cell.Initial' must be declared as 'public State<double> Initial(Time dt)' to be used", "Initial")]
    [InlineData("public bool Conflict(Time dt) => true;", "'Cell.Conflict' must be declared as 'public string? Conflict(Time dt)' to be used", "Conflict")]
    public void MYE006_OptionalMemberWithAnotherSignature(string member, string message, string place) =>
        Expect("MYE006", ModelSource.Parameter, ModelSource.Parameter + member + "\n", message, place);

    [Theory]
    [InlineData("public double U;", "'State.U' has the type 'double'", "U")]
    [InlineData("public V[] U;", "'State.U' has the type 'V[]'", "U")]
    [InlineData("public (V, int) U;", "'State.U' has the type '(V, int)'", "U")]
    [InlineData("public Nothing U; public struct Nothing;", "'State.U' has the type 'Nothing'", "U")]
    [InlineData("public int U { get; set; }", "'State.U' has the type 'int'", "U")]
    [InlineData("public Loop U; public struct Loop { public Loop Next; }", "'State.U' has the type 'Loop'", "U")]
    public void MYE007_FieldThatIsNoValue(string field, string message, string place) =>
        Expect("MYE007", "public V U;", field, message + FieldRule, place);

    [Theory]
    [InlineData("string")]
    [InlineData("float")]
    [InlineData("double?")]
    [InlineData("DateTime")]
    public void MYE008_ParameterOfAnotherType(string type) =>
        Expect("MYE008", "[Positive]\n    public Time Tau { get; init; } = Time.FromValue(20);", $"public {type} Tau {{ get; init; }}", $"The parameter 'Cell.Tau' has the type '{type}'{TypeRule}", "Tau");

    [Fact]
    public void MYE009_RequiredParameter() => Expect(
        "MYE009",
        "public Time Tau",
        "public required Time Tau",
        "The parameter 'Cell.Tau' must not be 'required', because every parameter of a neuron model has a default",
        "Tau");

    [Theory]
    [InlineData("[Positive]", "[Positive, NonNegative]", "is declared more than once")]
    [InlineData("[Positive]", "[Between(2, 1)]", "contains no value; its low end must be at most its high end")]
    [InlineData("[Positive]", "[Between(double.NaN, 1)]", "contains no value; its low end must be at most its high end")]
    [InlineData("Time Tau { get; init; } = Time.FromValue(20)", "bool Tau { get; init; } = true", "has no meaning, because it is true or false")]
    public void MYE010_ImpossibleRange(string old, string with, string fault) =>
        Expect("MYE010", old, with, $"The range of the parameter 'Cell.Tau' {fault}", "Tau");

    [Theory]
    [InlineData("summary", "A cell.", "one or two sentences about the model")]
    [InlineData("equation", "U = 0.", "its equations in plain text")]
    [InlineData("source", "A user (2000), equation 1.", "author, year and equation number of the published source")]
    public void MYE011_MissingDocumentation(string element, string text, string content)
    {
        string expected = $"The documentation comment of 'Cell' must contain <{element}> with {content}";
        GeneratorDriverRunResult result = Expect("MYE011", $"<{element}>{text}</{element}>", "", expected, "Cell");
        result.Diagnostics.Single().Severity.ShouldBe(DiagnosticSeverity.Warning);
        result.GeneratedTrees.Length.ShouldBe(2);
    }

    [Fact]
    public void MYE011_CanBeSuppressedWhereItIs()
    {
        string source = "#pragma warning disable MYE011\n" + ModelSource.Valid.Replace("<source>A user (2000), equation 1.</source>", "", StringComparison.Ordinal);
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(GeneratorRun.Compilation(source), out _, out var diagnostics);
        diagnostics.ShouldHaveSingleItem().IsSuppressed.ShouldBeTrue();
    }

    private const string ReceptorStep =
        "'Channel' must declare 'public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)', or with a last parameter 'V membrane' if the current depends on the membrane potential";

    [Theory]
    [InlineData("V arriving, V membrane)", "V arriving, V membrane, V other)", "MYE005", ReceptorStep, "Step")]
    [InlineData("V arriving, V membrane)", "in V arriving, V membrane)", "MYE005", ReceptorStep, "Step")]
    [InlineData("struct State<V>", "struct Memory<V>", "MYE003", "'Channel' must declare 'public struct State<V>' with the variables that the receptors of one neuron remember", "Channel")]
    [InlineData("readonly partial record struct Channel", "readonly record struct Channel", "MYE001", "'Channel' must be declared as 'readonly partial record struct' to be a receptor model", "Channel")]
    public void ReceptorsHaveTheirOwnWords(string old, string with, string id, string message, string place)
    {
        string valid = GeneratorRun.Model("Channel");
        valid.ShouldContain(old, Case.Sensitive);
        Expect(id, valid.Replace(old, with, StringComparison.Ordinal), message, place);
    }

    private const string ReleaseStep =
        "'Quanta' must declare 'public static V Step<V>(ref State<V> s, in Constants<V> c, V interval)', or 'Step<V, TDraws>' with a last parameter 'ref TDraws draws' if it draws random numbers";

    private const string CouplingSteps =
        "'Junction' must declare 'public static V Step<V>(ref State<V> s, in Constants<V> c, V source)' and 'public static V Current<V>(in Constants<V> c, V signal, V membrane)'";

    [Theory]
    [InlineData("Quanta", "V interval, ref TDraws draws)", "V interval, TDraws draws)", "MYE005", ReleaseStep, "Step")]
    [InlineData("Quanta", "struct State<V>", "struct Memory<V>", "MYE003", "'Quanta' must declare 'public struct State<V>' with the variables that the terminals of one neuron remember", "Quanta")]
    [InlineData("Junction", "V signal, V membrane)", "V signal)", "MYE005", CouplingSteps, "Step")]
    [InlineData("Junction", "in Constants<V> c, V source)", "in Constants<V> c)", "MYE005", CouplingSteps, "Step")]
    [InlineData("Junction", "readonly partial record struct Junction", "readonly record struct Junction", "MYE001", "'Junction' must be declared as 'readonly partial record struct' to be a coupling model", "Junction")]
    public void ReleasesAndCouplingsHaveTheirOwnWords(string model, string old, string with, string id, string message, string place)
    {
        string valid = GeneratorRun.Model(model);
        valid.ShouldContain(old, Case.Sensitive);
        Expect(id, valid.Replace(old, with, StringComparison.Ordinal), message, place);
    }

    private const string Offered =
        "it is offered 'ref Synapse<V> synapse', 'in Constants<V> c', 'in Pre<V> pre', 'in Post<V> post', 'in Neuron<V> neuron' and 'V' ";

    [Theory]
    [InlineData("Paired", "V elapsed)", "V duration)", "'Paired.OnPost' cannot take 'duration' so; " + Offered + "sincePre, sincePost, elapsed, draw, each where it is declared", "duration")]
    [InlineData("Paired", "V sincePost, in Post", "V total, in Post", "'Paired.OnPre' cannot take 'total' so; " + Offered + "sincePre, sincePost, elapsed, draw, each where it is declared", "total")]
    [InlineData("Paired", "OnFactor<V>(ref Synapse<V> synapse, V factor)", "OnFactor<V>(ref Synapse<V> synapse, double factor)", "'Paired.OnFactor' cannot take 'factor' so; " + Offered + "sincePre, sincePost, elapsed, factor, draw, each where it is declared", "factor")]
    [InlineData("Paired", "OnTick<V>(ref Synapse<V> synapse, V total)", "OnTick<V>(V total)", "'Paired.OnTick' must take 'ref Synapse<V> synapse'", "OnTick")]
    [InlineData("Paired", "public static void OnTick<V>", "public void OnTick<V>", "'Paired.OnTick' must be declared as 'public static void OnTick<V>(...)'", "OnTick")]
    [InlineData("Paired", "Time Period", "Time Interval", "'Paired.OnTick' needs a clock; declare a parameter 'public Time Period { get; init; }'", "OnTick")]
    [InlineData("Paired", "public V Weight;", "public V Strength;", "'Paired.Synapse' must begin with 'public V Weight'", "Synapse")]
    [InlineData("Paired", "PreSpike<V>(ref Pre<V> pre, in", "PreSpiked<V>(ref Pre<V> pre, in", "'Paired.Pre' must be advanced by 'public static void PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)'", "Pre")]
    [InlineData("Followed", "Time Lag", "Time Delay", "'Followed.OnStep' takes 'past', and needs to know how far; declare a parameter 'public Time Lag { get; init; }'", "OnStep")]
    [InlineData("Followed", "V OnStep<V>", "V Step<V>", "'Followed.Neuron' is followed by nothing; declare 'public static V OnStep<V>(ref Neuron<V> neuron, ...)'", "Neuron")]
    [InlineData("Followed", "V u, in Neuron<V> past", "ref V u, in Neuron<V> past", "'Followed.OnStep' cannot take 'u' so; it is offered 'ref Neuron<V> neuron', 'in Constants<V> c', 'in Neuron<V> past', 'V spike', 'V factor' and variables of the target's state, as 'V u'", "u")]
    public void MYE012_RuleThatTakesWhatThereIsNot(string model, string old, string with, string message, string place)
    {
        string valid = GeneratorRun.Model(model);
        valid.ShouldContain(old, Case.Sensitive);
        Expect("MYE012", valid.Replace(old, with, StringComparison.Ordinal), message, place);
    }

    [Fact]
    public void RuleWithoutAnyEvent_IsNone()
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(GeneratorRun.Model("Followed").Replace("void OnPost<V>", "void AtPost<V>", StringComparison.Ordinal));
        Diagnostic diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("MYE005");
        diagnostic.GetMessage().ShouldStartWith("'Followed' must declare at least one of 'public static void OnPre<V>', 'OnPost<V>', 'OnFactor<V>' and 'OnTick<V>'");
    }

    [Fact]
    public void FaultyModel_GetsNoCode() =>
        GeneratorRun.Run(ModelSource.Valid.Replace("public V U;", "public int U;", StringComparison.Ordinal)).GeneratedTrees.ShouldBeEmpty();

    private static GeneratorDriverRunResult Expect(string id, string old, string with, string message, string place)
    {
        ModelSource.Valid.ShouldContain(old, Case.Sensitive);
        return Expect(id, ModelSource.Valid.Replace(old, with, StringComparison.Ordinal), message, place);
    }

    private static GeneratorDriverRunResult Expect(string id, string source, string message, string place)
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(source);
        Diagnostic diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldBe(place);
        return result;
    }
}
