using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Myelin.Tests.Reference;

/// <summary>
/// One case of the reference data: <c>case.json</c> says what was computed, with which program and parameters; the csv files (gzip where
/// large) hold the numbers.
/// </summary>
public sealed class ReferenceCase
{
    private readonly string folder;
    private readonly JsonElement root;

    private ReferenceCase(string folder)
    {
        this.folder = folder;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        root = document.RootElement.Clone();
    }

    public string Name => root.GetProperty("case").GetString()!;

    public string Model => root.GetProperty("model").GetString()!;

    /// <summary>The program that computed it: NEST, snnTorch ...</summary>
    public string Tool => root.GetProperty("peer").GetProperty("name").GetString()!;

    public string Version => root.GetProperty("peer").GetProperty("version").GetString()!.Split(' ')[0];

    public double Dt => root.GetProperty("dt_ms").GetDouble();

    public double Duration => root.GetProperty("duration_ms").GetDouble();

    public ReferenceNumbers Parameters => new(root.GetProperty("parameters"), Name);

    public ReferenceNumbers Surrogate => new(root.GetProperty("surrogate"), Name);

    public ReferenceNumbers InitialState => new(root.GetProperty("initial_state"), Name);

    /// <summary>Where the tests' copies of the cases lie.</summary>
    public static string Root => Path.Combine(AppContext.BaseDirectory, "reference");

    /// <summary>The names of the cases of a section.</summary>
    public static IEnumerable<string> Names(string section) =>
        Directory.EnumerateDirectories(Path.Combine(Root, section)).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    public static ReferenceCase Open(string section, string name) => new(Path.Combine(Root, section, name));

    public string Text(params string[] path)
    {
        JsonElement element = root;
        foreach (string key in path) element = element.GetProperty(key);
        return element.ToString();
    }

    public bool Has(string array) => root.GetProperty("arrays").TryGetProperty(array, out _);

    /// <summary>The columns of a table, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Table(string array)
    {
        string[] lines = Lines(array);
        string[] header = lines[0].Split(',');
        double[][] rows = [.. lines.Skip(1).Select(Numbers)];
        return header.Select((name, i) => (name, Column: rows.Select(row => row[i]).ToArray())).ToDictionary(c => c.name, c => c.Column, StringComparer.Ordinal);
    }

    /// <summary>All numbers of a tensor, the last axis running fastest.</summary>
    public double[] Tensor(string array) => [.. Lines(array).Skip(1).SelectMany(Numbers)];

    public int[] Shape(string array) =>
        [.. root.GetProperty("arrays").GetProperty(array).GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];

    private string[] Lines(string array)
    {
        string file = Path.Combine(folder, root.GetProperty("arrays").GetProperty(array).GetProperty("file").GetString()!);
        using Stream bytes = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using StreamReader reader = new(plain);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static double[] Numbers(string line) => [.. line.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
