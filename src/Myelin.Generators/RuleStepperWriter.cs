namespace Myelin.Generators;

/// <summary>Writes the compiled events of a rule of plasticity: its methods over memory laid out as consecutive values.</summary>
internal static class RuleStepperWriter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    private const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    private const string Values = "V sincePre, V sincePost, V elapsed, V factor, V total, V draw";

    public static void Write(Model model, RulePart rule, SourceLines lines)
    {
        Count("Variables", model.States.Count);
        Count("Constants", model.Constants.Count);
        Count("PreTraces", rule.Pre.Count);
        Count("PostTraces", rule.Post.Count);
        Count("Followed", rule.Neuron.Count);
        Flag("PairsSimultaneous", rule.PairsSimultaneous);
        Flag("TracksTime", Any("elapsed"));
        Flag("SeesFactor", Any("factor") || Has("OnFactor"));
        Flag("StepSeesFactor", Takes("OnStep", "factor"));
        Flag("SeesTotal", Any("total"));
        Flag("DrawsAtPre", Takes("OnPre", "draw"));
        Flag("DrawsAtPost", Takes("OnPost", "draw"));
        Flag("DrawsAtFactor", Takes("OnFactor", "draw"));
        Flag("PreSeesPost", Takes("OnPre", "post") || Takes("OnPre", "sincePost"));
        Flag("PostSeesPost", Takes("OnPost", "post") || Takes("OnPost", "sincePost"));
        Flag("PostSeesNeuron", Takes("OnPost", "neuron"));
        Trace("PreSpike", "pre", "Pre", rule.Pre.Count, rule.Pre.Count > 0);
        lines.Add("");
        Trace("PostSpike", "post", "Post", rule.Post.Count, rule.Post.Count > 0);
        foreach (string name in new[] { "OnPre", "OnPost", "OnFactor", "OnTick" })
        {
            lines.Add("", $"public static bool Has{name} => {(Has(name) ? "true" : "false")};", "");
            lines.Add(Inlined, $"public static void {name}(ref V synapse, ref readonly V constants, ref readonly V pre, ref readonly V post, ref readonly V neuron, {Values})");
            using (lines.Block())
            {
                if (rule.Methods.FirstOrDefault(m => m.Name == name) is { } method)
                    lines.Add($"{model.FullName}.{name}<V>({string.Join(", ", method.Arguments.Select(Argument))});");
            }
        }

        lines.Add("", Inlined, "public static V OnStep(ref V neuron, ref readonly V past, ref readonly V constants, ref readonly V states, V spike, V factor)");
        using (lines.Block())
        {
            if (rule.Methods.FirstOrDefault(m => m.Name == "OnStep") is not { } step) lines.Add("return spike;");
            else lines.Add($"return {model.FullName}.OnStep<V>({string.Join(", ", step.Arguments.Select(StepArgument))});");
        }

        void Count(string name, int count) => lines.Add($"public static int {name} => {count};", "");
        void Flag(string name, bool value) => lines.Add($"public static bool {name} => {(value ? "true" : "false")};", "");
        bool Has(string method) => rule.Methods.Any(m => m.Name == method);
        bool Any(string argument) => rule.Methods.Any(m => m.Arguments.Contains(argument));
        bool Takes(string method, string argument) => rule.Methods.Any(m => m.Name == method && m.Arguments.Contains(argument));

        void Trace(string name, string parameter, string type, int count, bool exists)
        {
            lines.Add(Inlined, $"public static void {name}(ref V {parameter}, ref readonly V constants, V interval)");
            using (lines.Block())
            {
                if (exists && count > 0) lines.Add($"{model.FullName}.{name}<V>(ref {Unsafe}.As<V, {type}<V>>(ref {parameter}), {Argument("c")}, interval);");
            }
        }

        string Argument(string name) => name switch
        {
            "synapse" => $"ref {Unsafe}.As<V, Synapse<V>>(ref synapse)",
            "c" => $"in {Unsafe}.As<V, Constants<V>>(ref {Unsafe}.AsRef(in constants))",
            "pre" => $"in {Unsafe}.As<V, Pre<V>>(ref {Unsafe}.AsRef(in pre))",
            "post" => $"in {Unsafe}.As<V, Post<V>>(ref {Unsafe}.AsRef(in post))",
            "neuron" => $"in {Unsafe}.As<V, Neuron<V>>(ref {Unsafe}.AsRef(in neuron))",
            _ => name,
        };

        string StepArgument(string name) => name switch
        {
            "neuron" => $"ref {Unsafe}.As<V, Neuron<V>>(ref neuron)",
            "past" => $"in {Unsafe}.As<V, Neuron<V>>(ref {Unsafe}.AsRef(in past))",
            "c" or "spike" or "factor" => Argument(name),
            _ => $"{Unsafe}.Add(ref {Unsafe}.AsRef(in states), {rule.Reads.ToList().IndexOf(char.ToUpperInvariant(name[0]) + name.Substring(1))})",
        };
    }
}
