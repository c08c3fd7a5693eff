using Myelin.Data.Files;

namespace Myelin.Interchange.Tests;

/// <summary>Files of other tools, copied beside the tests.</summary>
internal static class ReferenceFile
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "reference", "nir");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.nir").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public static string Of(string name) => Path.Combine(Folder, name);

    /// <summary>A table: rows of numbers.</summary>
    public static double[][] Table(string name)
    {
        CsvFile file = CsvFile.Read(Path.Combine(Folder, "outputs", name + ".csv.gz"));
        return [.. Enumerable.Range(0, file.Rows).Select(row => Enumerable.Range(0, file.Columns).Select(column => file.Number(row, column)).ToArray())];
    }
}
