using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Myelin.Analysis.Energy;

/// <summary>An operation of arithmetic.</summary>
public enum Arithmetic
{
    /// <summary>An addition or a subtraction.</summary>
    Add,

    /// <summary>A multiplication.</summary>
    Multiply,
}

/// <summary>What an operation costs.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Kind">Of which numbers.</param>
/// <param name="Bits">Width of both operands [bits].</param>
/// <param name="Picojoules">Its energy [pJ].</param>
public sealed record OperationEnergy(Arithmetic Operation, NumberKind Kind, int Bits, double Picojoules);

/// <summary>What an access to a memory costs.</summary>
/// <param name="Name">The memory, such as 'SRAM 8 KiB'.</param>
/// <param name="Bits">Width of an access [bits].</param>
/// <param name="Picojoules">Its energy [pJ]; the middle of the published range where there is one.</param>
public sealed record MemoryEnergy(string Name, int Bits, double Picojoules);

/// <summary>
/// Published energies of single operations in one process. A table is a file of JSON in the folder Tables beside this one, where <see cref="All"/> finds it, or anywhere
/// else, for <see cref="Read"/>.
/// </summary>
public sealed partial record EnergyTable
{
    private const string Folder = "Myelin.Analysis.Energy.Tables.";

    private static readonly Lazy<IReadOnlyList<EnergyTable>> all = new(() =>
    [
        .. typeof(EnergyTable).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using Stream stream = typeof(EnergyTable).Assembly.GetManifestResourceStream(name)!;
            return Parse(stream, name[Folder.Length..]);
        }),
    ]);

    /// <summary>The tables that come with Myelin.</summary>
    public static IReadOnlyList<EnergyTable> All => all.Value;

    /// <summary>What it is called on the command line, such as 'horowitz-2014'.</summary>
    public required string Id { get; init; }

    /// <summary>The process, such as '45 nm, 0.9 V'.</summary>
    public required string Process { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    /// <summary>The operations.</summary>
    public required IReadOnlyList<OperationEnergy> Operations { get; init; }

    /// <summary>The memories, the cheapest first.</summary>
    public required IReadOnlyList<MemoryEnergy> Memories { get; init; }

    /// <summary>A table that comes with Myelin.</summary>
    /// <param name="id">Its <see cref="Id"/>.</param>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those there are.</exception>
    public static EnergyTable Named(string id) => All.FirstOrDefault(t => string.Equals(t.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no table of energies '{id}'; there are {string.Join(", ", All.Select(t => t.Id))}.");

    /// <summary>Reads a table from a file of JSON.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no table; the message says what is missing or wrong.</exception>
    public static EnergyTable Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Parse(stream, path);
    }

    /// <summary>
    /// The energy of an addition or subtraction. Widths that were not published are taken from the nearest that was, in proportion to the number of bits (an adder is a chain of
    /// one-bit adders), which is an assumption of this library and not of the source.
    /// </summary>
    /// <param name="kind">Of which numbers.</param>
    /// <param name="bits">Their width [bits].</param>
    /// <returns>[pJ].</returns>
    /// <exception cref="ArgumentException">The table has no addition of such numbers.</exception>
    public double Add(NumberKind kind, int bits)
    {
        OperationEnergy nearest = Nearest(Arithmetic.Add, kind, bits);
        return nearest.Picojoules * bits / nearest.Bits;
    }

    /// <summary>
    /// The energy of a multiplication. Widths that were not published are taken from the nearest that was, in proportion to the product of both widths (an array of one-bit
    /// adders), which is an assumption of this library and not of the source.
    /// </summary>
    /// <param name="kind">Of which numbers.</param>
    /// <param name="left">Width of one [bits].</param>
    /// <param name="right">Width of the other [bits].</param>
    /// <returns>[pJ].</returns>
    /// <exception cref="ArgumentException">The table has no multiplication of such numbers.</exception>
    public double Multiply(NumberKind kind, int left, int right)
    {
        OperationEnergy nearest = Nearest(Arithmetic.Multiply, kind, Math.Sqrt((double)left * right));
        return nearest.Picojoules * left * right / ((double)nearest.Bits * nearest.Bits);
    }

    /// <summary>The energy of moving one bit, an access divided by its width.</summary>
    /// <param name="memory">Name of the memory; the cheapest where null.</param>
    /// <returns>[pJ].</returns>
    /// <exception cref="ArgumentException">The table has no such memory; the message lists those it has.</exception>
    public double PerBit(string? memory = null)
    {
        MemoryEnergy found = (memory is null ? Memories[0] : Memories.FirstOrDefault(m => string.Equals(m.Name, memory, StringComparison.OrdinalIgnoreCase)))
            ?? throw new ArgumentException($"The table '{Id}' has no memory '{memory}'; it has {string.Join(", ", Memories.Select(m => m.Name))}.");
        return found.Picojoules / found.Bits;
    }

    private OperationEnergy Nearest(Arithmetic operation, NumberKind kind, double bits) =>
        Operations.Where(o => o.Operation == operation && o.Kind == kind).MinBy(o => Math.Abs(Math.Log(o.Bits / bits)))
        ?? throw new ArgumentException($"The table '{Id}' does not say what {(operation == Arithmetic.Add ? "an addition" : "a multiplication")} of {(kind == NumberKind.Integer ? "integers" : "floating-point numbers")} costs.");

    private static EnergyTable Parse(Stream stream, string origin)
    {
        EnergyTable table;
        try
        {
            table = JsonSerializer.Deserialize(stream, Json.Default.EnergyTable) ?? throw new InvalidDataException($"{origin}: the table of energies is empty.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{origin}: this is no table of energies: {problem.Message}", problem);
        }

        if (table.Operations.Count == 0 || table.Memories.Count == 0) throw new InvalidDataException($"{origin}: a table of energies needs at least one operation and one memory.");
        foreach ((string what, int bits, double energy) in table.Operations.Select(o => (o.Operation.ToString(), o.Bits, o.Picojoules)).Concat(table.Memories.Select(m => (m.Name, m.Bits, m.Picojoules))))
        {
            if (bits < 1 || !(energy > 0 && double.IsFinite(energy)))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}: '{what}' of {bits} bits and {energy} pJ is impossible; both must be above 0."));
        }

        return table;
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, ReadCommentHandling = JsonCommentHandling.Skip)]
    [JsonSerializable(typeof(EnergyTable))]
    private sealed partial class Json : JsonSerializerContext;
}
