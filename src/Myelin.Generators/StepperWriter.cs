namespace Myelin.Generators;

/// <summary>Writes the compiled step of a model: its <c>Step</c> over memory laid out as consecutive values.</summary>
internal static class StepperWriter
{
    private const string Neurons = "global::Myelin.Neurons";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    private const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    public static void Write(Model model, SourceLines lines)
    {
        lines.Add($"private readonly struct Stepper<V> : {model.Kind.Prefix}.I{model.Kind.Root}Step<V>", "    where V : struct, global::Myelin.Values.IValue<V>");
        using (lines.Block())
        {
            if (model.Rule is { } rule)
            {
                RuleStepperWriter.Write(model, rule, lines);
                return;
            }

            lines.Add($"public static int States => {model.States.Count};", "");
            lines.Add($"public static int Constants => {model.Constants.Count};", "");
            if (model.Kind == ModelKind.Neuron) WriteNeuron(model, lines);
            else if (model.Kind == ModelKind.Receptor) WriteReceptor(model, lines);
            else if (model.Kind == ModelKind.Release) WriteRelease(model, lines);
            else WriteCoupling(model, lines);
        }
    }

    private static void WriteNeuron(Model model, SourceLines lines)
    {
        lines.Add($"public static int Ports => {model.Ports.Count};", "");
        lines.Add($"public static bool IsStochastic => {(model.IsStochastic ? "true" : "false")};", "");
        lines.Add(Inlined);
        lines.Add("public static V Step<TDraws>(ref V state, ref readonly V constants, ref readonly V input, ref TDraws draws)");
        lines.Add($"    where TDraws : struct, {Neurons}.IDraws<V>");
        using (lines.Block()) WriteStep(model, lines, fromPorts: false);
        lines.Add("");
        lines.Add(Inlined);
        lines.Add("public static V StepFrom<TPorts, TDraws>(ref V state, ref readonly V constants, ref TPorts ports, ref TDraws draws)");
        lines.Add($"    where TPorts : struct, {Neurons}.IPorts<V>", $"    where TDraws : struct, {Neurons}.IDraws<V>");
        using (lines.Block()) WriteStep(model, lines, fromPorts: true);
    }

    private static void WriteReceptor(Model model, SourceLines lines)
    {
        lines.Add(Inlined, "public static V Step(ref V state, ref readonly V constants, V arriving, V membrane)");
        using (lines.Block())
        {
            string constants = Begin(model, lines);
            lines.Add($"V output = {model.FullName}.Step<V>(ref local, in {constants}, arriving{(model.SeesMembrane ? ", membrane" : "")});");
            End(model, lines);
        }
    }

    private static void WriteRelease(Model model, SourceLines lines)
    {
        lines.Add($"public static bool IsStochastic => {(model.IsStochastic ? "true" : "false")};", "");
        lines.Add(Inlined, "public static V Step<TDraws>(ref V state, ref readonly V constants, V interval, ref TDraws draws)");
        lines.Add($"    where TDraws : struct, {Neurons}.IDraws<V>");
        using (lines.Block())
        {
            string constants = Begin(model, lines);
            lines.Add(model.IsStochastic
                ? $"V output = {model.FullName}.Step<V, TDraws>(ref local, in {constants}, interval, ref draws);"
                : $"V output = {model.FullName}.Step<V>(ref local, in {constants}, interval);");
            End(model, lines);
        }
    }

    private static void WriteCoupling(Model model, SourceLines lines)
    {
        lines.Add(Inlined, "public static V Step(ref V state, ref readonly V constants, V source)");
        using (lines.Block())
        {
            string constants = Begin(model, lines);
            lines.Add($"V output = {model.FullName}.Step<V>(ref local, in {constants}, source);");
            End(model, lines);
        }

        lines.Add("", Inlined, "public static V Current(ref readonly V constants, V signal, V membrane)");
        using (lines.Block())
        {
            string constants = Operand(model.Constants.Count, "Constants", "constants", lines);
            lines.Add($"return {model.FullName}.Current<V>(in {constants}, signal, membrane);");
        }
    }

    private static void WriteStep(Model model, SourceLines lines, bool fromPorts)
    {
        string constants = Begin(model, lines);
        string input = fromPorts ? Arrivals(model, lines) : Operand(model.Ports.Count, "Input", "input", lines);
        lines.Add(model.IsStochastic ? $"V output = {model.FullName}.Step<V, TDraws>(" : $"V output = {model.FullName}.Step<V>(");
        lines.Add("    ref local,", $"    in {constants},", model.IsStochastic ? $"    in {input}," : $"    in {input});");
        if (model.IsStochastic) lines.Add("    ref draws);");
        End(model, lines);
    }

    // An empty struct still has the size of a byte, so none is read from or written to memory that holds no value of it.
    private static string Begin(Model model, SourceLines lines)
    {
        bool hasState = model.States.Count > 0;
        if (hasState) lines.Add($"ref State<V> memory = ref {Unsafe}.As<V, State<V>>(ref state);");
        lines.Add($"State<V> local = {(hasState ? "memory" : "default")};");
        return Operand(model.Constants.Count, "Constants", "constants", lines);
    }

    private static void End(Model model, SourceLines lines)
    {
        if (model.States.Count > 0) lines.Add("memory = local;");
        lines.Add("return output;");
    }

    // Taken port by port into a local, which the compiler keeps in registers.
    private static string Arrivals(Model model, SourceLines lines)
    {
        lines.Add($"{Unsafe}.SkipInit(out Input<V> arrived);");
        for (int port = 0; port < model.Ports.Count; port++) lines.Add($"arrived.{model.Ports[port].Name} = ports.Take({port});");
        return "arrived";
    }

    private static string Operand(int count, string type, string parameter, SourceLines lines)
    {
        if (count > 0) return $"{Unsafe}.As<V, {type}<V>>(ref {Unsafe}.AsRef(in {parameter}))";
        lines.Add($"{type}<V> {parameter}None = default;");
        return $"{parameter}None";
    }
}
