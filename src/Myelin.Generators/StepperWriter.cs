namespace Myelin.Generators;

/// <summary>Writes the compiled step of a model: its <c>Step</c> over memory laid out as consecutive values.</summary>
internal static class StepperWriter
{
    private const string Neurons = "global::Myelin.Neurons";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static void Write(NeuronModel model, SourceLines lines)
    {
        lines.Add($"private readonly struct Stepper<V> : {Neurons}.INeuronStep<V>", "    where V : struct, global::Myelin.Values.IValue<V>");
        using (lines.Block())
        {
            lines.Add($"public static int States => {model.States.Count};", "");
            lines.Add($"public static int Constants => {model.Constants.Count};", "");
            lines.Add($"public static int Ports => {model.Ports.Count};", "");
            lines.Add($"public static bool IsStochastic => {(model.IsStochastic ? "true" : "false")};", "");
            lines.Add("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            lines.Add("public static V Step<TDraws>(ref V state, ref readonly V constants, ref readonly V input, ref TDraws draws)");
            lines.Add($"    where TDraws : struct, {Neurons}.IDraws<V>");
            using (lines.Block()) WriteStep(model, lines, fromPorts: false);
            lines.Add("");
            lines.Add("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            lines.Add("public static V StepFrom<TPorts, TDraws>(ref V state, ref readonly V constants, ref TPorts ports, ref TDraws draws)");
            lines.Add($"    where TPorts : struct, {Neurons}.IPorts<V>", $"    where TDraws : struct, {Neurons}.IDraws<V>");
            using (lines.Block()) WriteStep(model, lines, fromPorts: true);
        }
    }

    // An empty struct still has the size of a byte, so none is read from or written to memory that holds no value of it.
    private static void WriteStep(NeuronModel model, SourceLines lines, bool fromPorts)
    {
        bool hasState = model.States.Count > 0;
        if (hasState) lines.Add($"ref State<V> memory = ref {Unsafe}.As<V, State<V>>(ref state);");
        lines.Add($"State<V> local = {(hasState ? "memory" : "default")};");
        string constants = Operand(model.Constants.Count, "Constants", "constants", lines);
        string input = fromPorts ? Arrivals(model, lines) : Operand(model.Ports.Count, "Input", "input", lines);
        lines.Add(model.IsStochastic ? $"V output = {model.FullName}.Step<V, TDraws>(" : $"V output = {model.FullName}.Step<V>(");
        lines.Add("    ref local,", $"    in {constants},", model.IsStochastic ? $"    in {input}," : $"    in {input});");
        if (model.IsStochastic) lines.Add("    ref draws);");
        if (hasState) lines.Add("memory = local;");
        lines.Add("return output;");
    }

    // Taken port by port into a local, which the compiler keeps in registers.
    private static string Arrivals(NeuronModel model, SourceLines lines)
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
