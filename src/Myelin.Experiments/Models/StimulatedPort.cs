using Myelin.Neurons;

namespace Myelin.Experiments.Models;

/// <summary>The port through which a model is stimulated: <c>Current</c>, else <c>Input</c>, else the first.</summary>
public static class StimulatedPort
{
    /// <summary>The port, or null where the model receives nothing.</summary>
    public static VariableInfo? Of(NeuronInfo info)
        => Named(info, "Current") ?? Named(info, "Input") ?? (info.Ports.Count > 0 ? info.Ports[0] : null);

    /// <summary>Reads an amplitude.</summary>
    /// <exception cref="ArgumentException">The model receives nothing, or the text is no number in the port's unit.</exception>
    public static double Read(NeuronInfo info, string text)
    {
        VariableInfo port = Of(info) ?? throw new ArgumentException($"{info.Name} receives nothing, so it cannot be given an input of '{text}'.");
        if (UnitText.Read(text, port.Unit) is { } number)
            return number;
        string expected = port.Unit.Length == 0 ? "a pure number such as 0.5" : $"a number in {port.Unit} or a multiple of it such as 300{port.Unit}";
        throw new ArgumentException($"'{text}' is not an input of {info.Name}; its port {port.Name} takes {expected}.");
    }

    private static VariableInfo? Named(NeuronInfo info, string name)
        => info.Ports.FirstOrDefault(port => string.Equals(port.Name, name, StringComparison.Ordinal));
}
