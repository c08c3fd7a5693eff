using System.Globalization;
using System.Text.Json;

namespace Myelin.Tests.Connectivity;

/// <summary>An array of a reference case: numbers, row-major, with their shape.</summary>
internal sealed record ReferenceTensor(double[] Values, int[] Shape)
{
    public static ReferenceTensor Read(string name, string array)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "reference", "connectivity", name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        JsonElement description = document.RootElement.GetProperty("arrays").GetProperty(array);
        int[] shape = [.. description.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        double[] values =
        [
            .. File.ReadLines(Path.Combine(folder, description.GetProperty("file").GetString()!)).Skip(1)
                .SelectMany(line => line.Split(',')).Select(number => double.Parse(number, CultureInfo.InvariantCulture)),
        ];
        return new ReferenceTensor(values, shape);
    }

    /// <summary>Part i along the first axis.</summary>
    public double[] Item(int i)
    {
        int length = Values.Length / Shape[0];
        return Values[(i * length)..((i + 1) * length)];
    }
}
