using System.Reflection;

namespace Myelin.Experiments.Reports;

/// <summary>The style and the script of reports, embedded when the project was built.</summary>
internal static class VegaBundle
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read("report.css") ?? "";

    /// <summary>Vega and what draws the figures with it; null where the build had no Node.js, and figures stay plain SVG.</summary>
    public static string? Script { get; } = Read("report.js");

    private static string? Read(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Myelin.Experiments.Reports." + name);
        if (stream is null)
            return null;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
