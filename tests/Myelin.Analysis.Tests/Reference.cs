using System.Globalization;
using System.IO.Compression;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

/// <summary>The reference tables: comma-separated numbers under a header row.</summary>
internal static class Reference
{
    /// <summary>The seven trains that most cases use.</summary>
    public static IReadOnlyList<SpikeTrain> Trains { get; } = TrainsOf("spikes.csv");

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "reference", file);

    /// <summary>The rows of a table.</summary>
    public static double[][] Table(string file)
    {
        using Stream raw = File.OpenRead(PathOf(file));
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(plain);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => line.Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
    }

    /// <summary>The trains of a table of (train, time in ms), recorded from 0 to 2 s.</summary>
    public static IReadOnlyList<SpikeTrain> TrainsOf(string file) =>
    [
        .. Table(file).GroupBy(row => (int)row[0]).OrderBy(g => g.Key)
            .Select(g => SpikeTrain.FromMilliseconds([.. g.Select(r => r[1])], 0 * s, 2 * s)),
    ];

    /// <summary>Holds a number against the reference to 1e-9 of it; what is 0 there must be 0 but for rounding.</summary>
    public static void ShouldAgree(this double actual, double expected, string what, double relative = 1e-9)
    {
        double allowed = Math.Max(relative * Math.Abs(expected), 1e-15);
        (Math.Abs(actual - expected) <= allowed).ShouldBeTrue($"{what}: {actual:R}, reference {expected:R}");
    }

    /// <summary>Holds a matrix against a table.</summary>
    public static void ShouldAgree(this double[,] actual, string file)
    {
        double[][] expected = Table(file);
        actual.GetLength(0).ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            actual.GetLength(1).ShouldBe(expected[i].Length);
            for (int j = 0; j < expected[i].Length; j++) actual[i, j].ShouldAgree(expected[i][j], $"{file} [{i}, {j}]");
        }
    }
}
