using System.CommandLine;
using Myelin.Experiments.Parameters;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Cli;

/// <summary>How a NIR file is read into a network: the options of every command that does so.</summary>
internal sealed class NirReading
{
    private readonly Option<string> dt = new("--dt") { Description = "Length of a step [default: 0.1ms, or one unit of time where nothing but integrators depends on time]", HelpName = "time" };
    private readonly Option<string> unit = new("--time-unit") { Description = "What the file's numbers of time are in [default: 1s]", HelpName = "time" };
    private readonly Option<string> reset = new("--reset") { Description = "What a spike does: 'set' the membrane to v_reset, or 'subtract' the threshold [default: set]", HelpName = "kind" };
    private readonly Option<bool> pass = new("--ignore-declared-shapes") { Description = "Let Outputs and inner Inputs pass on what they get, whatever they declare" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [dt, unit, reset, pass];

    /// <summary>Reads a file.</summary>
    /// <param name="parsed">The options' values.</param>
    /// <param name="path">The file.</param>
    /// <param name="values">What is fed, given the number of elements of the one Input; null for spikes.</param>
    /// <exception cref="UsageException">An option's value is wrong.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its graph is no network with one Input.</exception>
    public (NirNetwork Network, double[] Fed) Read(ParseResult parsed, string path, Func<int, double[]>? values = null)
    {
        var options = new NirImportOptions
        {
            Dt = parsed.GetValue(dt) is { } step ? Duration("--dt", step) : null,
            TimeUnit = parsed.GetValue(unit) is { } text ? Duration("--time-unit", text) : 1 * Syntax.s,
            Reset = Reset(parsed.GetValue(reset)),
            TrustDeclaredShapes = !parsed.GetValue(pass),
        };
        NirGraph graph = NirFile.Read(path).Graph;
        NirNetwork network = Understood(path, () => graph.ToNetwork(options));
        if (network.Inputs.Count != 1) throw new InvalidDataException($"{path}: the graph has {network.Inputs.Count} Input nodes; only a graph with one can be run from the command line.");
        double[] fed = values?.Invoke((int)network.Inputs.Single().Shape.Count) ?? [];
        if (!Array.TrueForAll(fed, v => v is 0 or 1)) network = Understood(path, () => graph.ToNetwork(options with { Input = NirInputKind.Values }));
        return (network, fed);
    }

    private static T Understood<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    private static ResetMode Reset(string? text) => text switch
    {
        null or "set" => ResetMode.Zero,
        "subtract" => ResetMode.Subtract,
        _ => throw new UsageException($"'{text}' is not a value of --reset; it must be 'set' or 'subtract'."),
    };

    private static Time Duration(string option, string text) => QuantityText.Read<Time>(text) is { } time && time > Time.Zero
        ? time
        : throw new UsageException($"'{text}' is not a value of {option}; it must be a positive number with its unit such as 0.1ms.");
}
