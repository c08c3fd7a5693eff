using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>A network that was a graph: what to feed it, and how to read what leaves it.</summary>
public sealed class NirNetwork
{
    private readonly Dictionary<string, NirPort> inputs;
    private readonly Dictionary<string, NirPort> outputs;
    private readonly NirWiring wiring;
    private readonly Dictionary<string, double[]> fed = new(StringComparer.Ordinal);

    internal NirNetwork(Network network, Time dt, NirInputKind kind, SemanticsReport report, IEnumerable<NirPort> inputs, IEnumerable<NirPort> outputs, NirWiring wiring)
    {
        (Network, Dt, InputKind, Report, this.wiring) = (network, dt, kind, report, wiring);
        this.inputs = inputs.ToDictionary(p => p.Name, StringComparer.Ordinal);
        this.outputs = outputs.ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The network; what is fed becomes drives of it.</summary>
    public Network Network { get; }

    /// <summary>Length of a step for which delays and parameters were translated.</summary>
    public Time Dt { get; }

    /// <summary>What is fed: spikes or numbers.</summary>
    public NirInputKind InputKind { get; }

    /// <summary>What was assumed, changed and lost.</summary>
    public SemanticsReport Report { get; }

    /// <summary>The inputs of the graph.</summary>
    public IReadOnlyCollection<NirPort> Inputs => inputs.Values;

    /// <summary>The outputs of the graph.</summary>
    public IReadOnlyCollection<NirPort> Outputs => outputs.Values;

    /// <summary>Names of the populations whose emissions <see cref="Read"/> asks for, and of the state variable of those that emit numbers; null for spikes.</summary>
    public IReadOnlyCollection<(Population Population, string? State)> Emitters => wiring.Emitters;

    /// <summary>The population that hands on the spikes of an input.</summary>
    /// <param name="input">The input's name; null where there is only one.</param>
    /// <exception cref="ArgumentException">There is no such input, or it takes numbers.</exception>
    public Population Relay(string? input = null)
    {
        NirPort port = Find(inputs, input, "Input");
        return wiring.RelayOf(port.Name) ?? throw new ArgumentException($"The Input '{port.Name}' takes numbers; import the graph with NirInputKind.Spikes for spikes.");
    }

    /// <summary>What leaves by an output, way by way: for who reads it while the network runs.</summary>
    /// <param name="output">The output's name; null where there is only one.</param>
    /// <exception cref="ArgumentException">There is no such output, or the graph takes numbers.</exception>
    public IReadOnlyList<NirExit> Exits(string? output = null)
    {
        if (InputKind != NirInputKind.Spikes) throw new ArgumentException("Ways to an Output can be followed where the graph takes spikes; import it with NirInputKind.Spikes.");
        return [.. wiring.ExitsTo(Find(outputs, output, "Output").Name)];
    }

    /// <summary>Numbers that leave by an output in every step from one on: biases behind the last neurons.</summary>
    /// <param name="output">The output's name; null where there is only one.</param>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public IReadOnlyList<(double[] Values, int From)> Constants(string? output = null) => [.. wiring.ConstantsTo(Find(outputs, output, "Output").Name)];

    /// <summary>Feeds an input; before the network is built, and once for each input.</summary>
    /// <param name="values">What arrives in every step [T, N], row-major: 0 or 1, or any numbers, as <see cref="InputKind"/> says.</param>
    /// <param name="input">The input's name; null where there is only one.</param>
    /// <exception cref="ArgumentException">The number of values is no whole number of steps, a value is not valid, or the input has been fed before.</exception>
    public void Feed(double[] values, string? input = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        NirPort port = Find(inputs, input, "Input");
        int size = (int)port.Shape.Count;
        if (size == 0 || values.Length % size != 0) throw new ArgumentException($"The Input '{port.Name}' takes {size} values in every step; {values.Length} values are no whole number of steps.");
        if (fed.ContainsKey(port.Name)) throw new ArgumentException($"The Input '{port.Name}' has been fed already.");
        int bad = Array.FindIndex(values, v => !double.IsFinite(v) || (InputKind == NirInputKind.Spikes && v is not (0 or 1)));
        if (bad >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The value for element {bad % size} of the Input '{port.Name}' in step {bad / size} is {values[bad]}; {(InputKind == NirInputKind.Spikes ? "spikes are 0 or 1 (import with NirInputKind.Values for numbers)" : "it must be finite")}."));
        }

        wiring.Drive(port.Name, values, size);
        fed.Add(port.Name, values);
    }

    /// <summary>What leaves by an output [T, N], row-major: spikes (0 or 1), numbers, or sums of them.</summary>
    /// <param name="steps">T.</param>
    /// <param name="emitted">What a population emitted [T, its size]: 0 and 1, or the values of the state variable of <see cref="Emitters"/>.</param>
    /// <param name="output">The output's name; null where there is only one.</param>
    public double[] Read(int steps, Func<Population, double[]> emitted, string? output = null)
    {
        ArgumentNullException.ThrowIfNull(emitted);
        NirPort port = Find(outputs, output, "Output");
        double[] sum = new double[(long)steps * port.Shape.Count];
        wiring.Read(port.Name, steps, emitted, fed, sum);
        return sum;
    }

    private static NirPort Find(Dictionary<string, NirPort> ports, string? name, string kind)
    {
        if (name is null) return ports.Count == 1 ? ports.Values.Single() : throw new ArgumentException($"The graph has {ports.Count} {kind} nodes; name one of {string.Join(", ", ports.Keys)}.");
        return ports.TryGetValue(name, out NirPort? port) ? port : throw new ArgumentException($"The graph has no {kind} node '{name}'; it has {string.Join(", ", ports.Keys)}.");
    }
}

/// <summary>A way from a population to an output.</summary>
/// <param name="Source">The population.</param>
/// <param name="State">The state variable that leaves; null for spikes.</param>
/// <param name="Follow">For a neuron, gives the elements of the output it goes to, by which weights and after how many steps.</param>
public sealed record NirExit(Population Source, string? State, Action<int, Action<int, double, int>> Follow);

/// <summary>An input or output of a network that was a graph.</summary>
/// <param name="Name">Name of the node.</param>
/// <param name="Shape">Shape of what enters or leaves in a step.</param>
public sealed record NirPort(string Name, NirShape Shape);
