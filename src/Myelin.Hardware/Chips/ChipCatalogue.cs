using System.Reflection;

namespace Myelin.Hardware.Chips;

/// <summary>The chips that come with Myelin, one YAML file each in <c>Chips/Descriptions</c>.</summary>
public static class ChipCatalogue
{
    private const string Prefix = "Myelin.Hardware.Chips.", Ending = ".yaml";

    private static readonly Lazy<IReadOnlyList<Chip>> all = new(ReadAll);

    /// <summary>All chips, by name.</summary>
    public static IReadOnlyList<Chip> All => all.Value;

    /// <summary>A chip by its name, or from a YAML file.</summary>
    /// <param name="nameOrFile">A name, or the path of a file that ends with .yaml or .yml.</param>
    /// <exception cref="ArgumentException">There is no such chip; the message lists those there are.</exception>
    /// <exception cref="InvalidDataException">The file is no description of a chip.</exception>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static Chip Get(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (nameOrFile.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || nameOrFile.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)) return ChipFile.Read(nameOrFile);
        return All.FirstOrDefault(c => string.Equals(c.Name, nameOrFile, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no chip '{nameOrFile}'; there are {string.Join(", ", All.Select(c => c.Name))}, and YAML files.");
    }

    private static IReadOnlyList<Chip> ReadAll()
    {
        Assembly assembly = typeof(ChipCatalogue).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return ChipFile.Parse(reader.ReadToEnd(), name[Prefix.Length..]);
            }),
        ];
    }
}
