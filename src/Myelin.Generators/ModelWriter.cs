using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Myelin.Generators;

/// <summary>Writes the half of a model that makes it the contract of its kind: the metadata, and what engines call.</summary>
internal sealed class ModelWriter
{
    private const string Time = "global::Myelin.Quantities.Time";
    private const string Memory = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    private readonly Model model;
    private readonly SourceLines lines = new();

    private ModelWriter(Model model) => this.model = model;

    private string Contract => $"{model.Kind.Prefix}.I{model.Kind.Root}";

    private string Info => $"{model.Kind.Prefix}.{model.Kind.Root}Info";

    public static string Write(Model model)
    {
        ModelWriter writer = new(model);
        writer.Write();
        return writer.lines.ToString();
    }

    private void Write()
    {
        if (model.Namespace.Length > 0) lines.Add($"namespace {model.Namespace};", "");
        lines.Add($"partial record struct {model.Name} : {Contract}Model");
        using (lines.Block())
        {
            lines.Add("/// <inheritdoc/>", $"public {Info} Info => Description.Info;", "");
            WriteLowerConstants();
            if (model.Kind == ModelKind.Neuron) WriteParameterNumbers();
            if (model.Rule is null) WriteLowerInitialState();
            else WriteTimes(model.Rule);
            lines.Add(
                "/// <inheritdoc/>",
                $"TResult {Contract}Model.Accept<V, TResult>({Contract}Visitor<V, TResult> visitor) => visitor.Visit<Stepper<V>>();",
                "");
            if (!model.PrintsItself) WritePrintMembers();
            WriteDescription();
            StepperWriter.Write(model, lines);
        }
    }

    private void WriteTimes(RulePart rule)
    {
        lines.Add("/// <inheritdoc/>", $"{Time} {Contract}Model.Clock => {(rule.Methods.Any(m => m.Name == "OnTick") ? "this.Period" : "default")};", "");
        lines.Add("/// <inheritdoc/>", $"{Time} {Contract}Model.LookBack => {(rule.Methods.Any(m => m.Arguments.Contains("past")) ? "this.Lag" : "default")};", "");
    }

    private void WriteLowerConstants()
    {
        lines.Add("/// <inheritdoc/>", $"double[] {Contract}Model.LowerConstants({Time} dt)");
        using (lines.Block())
        {
            lines.Add($"double[] numbers = new double[{model.Constants.Count}];", "LowerNumbers(dt, numbers);", "return numbers;");
        }

        lines.Add("", $"private void LowerNumbers({Time} dt, global::System.Span<double> numbers)");
        using (lines.Block())
        {
            WriteCheck("!double.IsFinite(dt.Value) || !(dt.Value > 0)", $"{model.Name}: the step dt must be positive and finite, got {{dt}}.");
            foreach (Parameter parameter in model.Parameters) WriteChecks(parameter);
            if (model.HasConflict)
            {
                lines.Add("if (Conflict(dt) is { } conflict)");
                using (lines.Block()) lines.Add($"throw new global::System.ArgumentException({Literal(model.Name + ": ")} + conflict);");
                lines.Add("");
            }

            lines.Add("Constants<double> fields = Lower(dt);");
            if (model.Constants.Count > 0)
            {
                lines.Add($"{Memory}.CreateReadOnlySpan(ref {Unsafe}.As<Constants<double>, double>(ref fields), {model.Constants.Count}).CopyTo(numbers);");
                lines.Add("for (int i = 0; i < numbers.Length; i++)");
                using (lines.Block())
                {
                    WriteThrow(
                        "!double.IsFinite(numbers[i])",
                        $"{model.Name}: the constant {{Description.Constants[i]}} is {{numbers[i]}} for a step of {{dt}}; "
                        + "a parameter is too large or too small, or two contradict each other.");
                }

                lines.Add("");
            }
        }

        lines.Add("");
    }

    private void WriteParameterNumbers()
    {
        lines.Add("/// <inheritdoc/>", $"void {Contract}Model.CopyParameters(global::System.Span<double> numbers)");
        using (lines.Block())
        {
            for (int i = 0; i < model.Parameters.Count; i++) lines.Add($"numbers[{i}] = {Value("this", model.Parameters[i])};");
        }

        lines.Add("");
        lines.Add(
            "/// <inheritdoc/>",
            $"void {Contract}Model.LowerConstants(global::System.ReadOnlySpan<double> numbers, {Time} dt, global::System.Span<double> constants) =>",
            "    Changed(numbers).LowerNumbers(dt, constants);",
            "",
            "/// <inheritdoc/>",
            $"{Contract}Model {Contract}Model.With(global::System.ReadOnlySpan<double> numbers) => Changed(numbers);",
            "");
        lines.Add($"private {model.Name} Changed(global::System.ReadOnlySpan<double> numbers) => this with");
        using (lines.List("{", "};"))
        {
            for (int i = 0; i < model.Parameters.Count; i++)
            {
                Parameter parameter = model.Parameters[i];
                if (parameter.Kind == ParameterKind.Quantity) lines.Add($"{parameter.Name} = {parameter.Type}.FromValue(numbers[{i}]),");
                if (parameter.Kind == ParameterKind.Number) lines.Add($"{parameter.Name} = numbers[{i}],");
            }
        }

        lines.Add("");
    }

    private void WriteLowerInitialState()
    {
        lines.Add("/// <inheritdoc/>");
        string signature = $"double[] {Contract}Model.LowerInitialState({Time} dt)";
        if (model.HasInitial && model.States.Count > 0)
        {
            lines.Add(signature);
            using (lines.Block())
            {
                WriteFlatten("State", "Initial(dt)", model.States.Count);
                lines.Add("return numbers;");
            }
        }
        else
        {
            lines.Add($"{signature} => new double[{model.States.Count}];");
        }

        lines.Add("");
    }

    private void WriteFlatten(string type, string expression, int count)
    {
        lines.Add($"{type}<double> fields = {expression};");
        lines.Add(count == 0
            ? "double[] numbers = [];"
            : $"double[] numbers = {Memory}.CreateReadOnlySpan(ref {Unsafe}.As<{type}<double>, double>(ref fields), {count}).ToArray();");
    }

    private void WriteChecks(Parameter parameter)
    {
        string value = Value("this", parameter), name = $"{model.Name}.{parameter.Name}", got = $"got {{this.{parameter.Name}}}.";
        bool canBeInfinite = parameter.Kind is ParameterKind.Quantity or ParameterKind.Number;
        if (canBeInfinite) WriteCheck($"!double.IsFinite({value})", $"{name} must be finite, {got}");
        if (parameter.Kind == ParameterKind.Choice)
        {
            string known = string.Join(" or ", parameter.Choices.Select(c => $"{parameter.Type}.{c}"));
            WriteCheck($"this.{parameter.Name} is not ({known})", $"{name} must be {Words(parameter)}, {got}");
        }

        string low = Number(parameter.Range.Low), high = Number(parameter.Range.High);
        switch (parameter.Range.Kind)
        {
            case RangeKind.Positive:
                WriteCheck($"!({value} > 0)", $"{name} must be positive, {got}");
                break;
            case RangeKind.NonNegative:
                WriteCheck($"!({value} >= 0)", $"{name} must be at least 0, {got}");
                break;
            case RangeKind.Between:
                string within = $"{value} >= {Literal(parameter.Range.Low)} && {value} <= {Literal(parameter.Range.High)}";
                string unit = parameter.Kind == ParameterKind.Quantity ? $" {{({parameter.Type}.Unit)}}" : "";
                WriteCheck($"!({within})", $"{name} must be between {low} and {high}{unit}, {got}");
                break;
        }
    }

    private void WriteCheck(string fault, string message)
    {
        WriteThrow(fault, message);
        lines.Add("");
    }

    private void WriteThrow(string fault, string message)
    {
        lines.Add($"if ({fault})");
        using (lines.Block()) lines.Add($"throw new global::System.ArgumentException(global::System.FormattableString.Invariant($\"{message}\"));");
    }

    // The text form that a record writes itself would contain the metadata too.
    private void WritePrintMembers()
    {
        lines.Add("private bool PrintMembers(global::System.Text.StringBuilder builder)");
        using (lines.Block())
        {
            for (int i = 0; i < model.Parameters.Count; i++)
            {
                string name = model.Parameters[i].Name, comma = i == 0 ? "" : ", ";
                lines.Add($"builder.Append(global::System.Globalization.CultureInfo.InvariantCulture, $\"{comma}{name} = {{this.{name}}}\");");
            }

            lines.Add($"return {(model.Parameters.Count > 0 ? "true" : "false")};");
        }

        lines.Add("");
    }

    private void WriteDescription()
    {
        lines.Add("private static class Description");
        using (lines.Block())
        {
            lines.Add($"internal static readonly {Info} Info = Describe(new {model.Name}());", "");
            if (model.Constants.Count > 0)
            {
                lines.Add("internal static readonly string[] Constants =");
                using (lines.List("[", "];"))
                {
                    foreach (Variable constant in model.Constants) lines.Add($"{Literal(constant.Name)},");
                }

                lines.Add("");
            }

            lines.Add($"private static {Info} Describe({model.Name} defaults) => new(");
            foreach (string text in new[] { model.Name, model.Text.Summary, model.Text.Equation, model.Text.Source }) lines.Add($"    {Literal(text)},");
            using (lines.List("    [", "    ],"))
            {
                foreach (Parameter parameter in model.Parameters) lines.Add($"    {Described(parameter)}");
            }

            WriteVariables(model.States, "],");
            if (model.Rule is { } rule)
            {
                WriteVariables(rule.Pre, "],");
                WriteVariables(rule.Post, "],");
                WriteVariables(rule.Neuron, "],");
                lines.Add($"    [{string.Join(", ", rule.Reads.Select(Literal))}],");
                lines.Add($"    [{string.Join(", ", rule.Methods.Select(m => Literal(m.Name)))}],");
                lines.Add($"    {Literal(rule.Methods.Any(m => m.Name == "OnFactor" || m.Arguments.Contains("factor")))});");
            }
            else if (model.Kind == ModelKind.Neuron) WriteVariables(model.Ports, "]);");
            else if (model.Kind == ModelKind.Release) lines.Add($"    {Literal(model.IsStochastic)});");
            else lines.Add($"    {Literal(model.Unit)},", $"    {Literal(model.Kind == ModelKind.Receptor ? model.SeesMembrane : model.IsMutual)});");
        }

        lines.Add("");
    }

    private void WriteVariables(EquatableList<Variable> variables, string close)
    {
        using (lines.List("    [", $"    {close}"))
        {
            foreach (Variable v in variables) lines.Add($"    new({Literal(v.Name)}, {Literal(v.Unit)}, {Literal(v.Summary)}),");
        }
    }

    private static string Described(Parameter parameter)
    {
        string unit = parameter.Kind == ParameterKind.Quantity ? $"{parameter.Type}.Unit" : "\"\"";
        return $"new({Literal(parameter.Name)}, {unit}, {Value("defaults", parameter)}, {Literal(Words(parameter))}, {Literal(parameter.Summary)}){Limits(parameter.Range)},";
    }

    private static string Limits(ParameterRange range) => range.Kind switch
    {
        RangeKind.Positive => " { Low = 0d, IsLowExcluded = true }",
        RangeKind.NonNegative => " { Low = 0d }",
        RangeKind.Between => $" {{ Low = {Literal(range.Low)}, High = {Literal(range.High)} }}",
        _ => "",
    };

    private static string Value(string instance, Parameter parameter) => parameter.Kind switch
    {
        ParameterKind.Quantity => $"{instance}.{parameter.Name}.Value",
        ParameterKind.Switch => $"{instance}.{parameter.Name} ? 1 : 0",
        ParameterKind.Choice => $"(double){instance}.{parameter.Name}",
        _ => $"{instance}.{parameter.Name}",
    };

    private static string Words(Parameter parameter)
    {
        EquatableList<string> names = parameter.Choices;
        if (names.Count < 2) return names.Count == 1 ? names[0] : Words(parameter.Range);
        return $"{string.Join(", ", names.Take(names.Count - 1))} or {names[names.Count - 1]}";
    }

    private static string Words(ParameterRange range) => range.Kind switch
    {
        RangeKind.Positive => "> 0",
        RangeKind.NonNegative => ">= 0",
        RangeKind.Between => $"{Number(range.Low)} to {Number(range.High)}",
        _ => "any",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Literal(double value) =>
        double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : Number(value) + "d";

    private static string Literal(bool value) => value ? "true" : "false";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
