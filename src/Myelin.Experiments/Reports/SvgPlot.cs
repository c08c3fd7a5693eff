using System.Globalization;
using System.Net;
using System.Text;

namespace Myelin.Experiments.Reports;

/// <summary>Draws the frame of a plot and simple shapes as SVG; colours come from the style classes <c>c0</c> .. <c>c7</c> of the report.</summary>
internal sealed class SvgPlot
{
    public const double Left = 72;
    public const double Right = 708;
    public const double Top = 12;
    public const double Bottom = 284;
    public const int Colours = 8;
    private const double Width = 720;
    private const double Height = 336;

    private readonly StringBuilder shapes = new();

    public SvgPlot(string label)
        => shapes.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");

    public static string ColourClass(int index) => "c" + (index % Colours).ToString(CultureInfo.InvariantCulture);

    public void NumberAxisX(Scale scale, string title)
    {
        foreach (double tick in scale.Ticks)
        {
            double x = scale[tick];
            Line(x, Top, x, Bottom, "grid");
            Text(x, Bottom + 18, Amount.Number(tick), "tick middle");
        }

        TitleX(title);
    }

    public void NumberAxisY(Scale scale, string title)
    {
        foreach (double tick in scale.Ticks)
        {
            double y = scale[tick];
            Line(Left, y, Right, y, "grid");
            Text(Left - 8, y + 4, Amount.Number(tick), "tick end");
        }

        TitleY(title);
    }

    public void NameAxisX(IReadOnlyList<string> names, string title)
    {
        double band = (Right - Left) / Math.Max(1, names.Count);
        int every = Math.Max(1, (int)Math.Ceiling(44 / band));
        for (int i = 0; i < names.Count; i += every)
            Text(Left + ((i + 0.5) * band), Bottom + 18, Shortened(names[i], band * every), "tick middle");
        TitleX(title);
    }

    public void NameAxisY(IReadOnlyList<string> names, string title)
    {
        double band = (Bottom - Top) / Math.Max(1, names.Count);
        int every = Math.Max(1, (int)Math.Ceiling(14 / band));
        for (int i = 0; i < names.Count; i += every)
            Text(Left - 8, Top + ((i + 0.5) * band) + 4, Shortened(names[i], Left - 26), "tick end");
        TitleY(title);
    }

    public void Frame() => shapes.Append(
        CultureInfo.InvariantCulture,
        $"<path class=\"axis\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string style) => shapes.Append(
        CultureInfo.InvariantCulture,
        $"<path class=\"{style}\" d=\"M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}\"/>");

    public void Rectangle(double x, double y, double width, double height, string style, string? fill = null) => shapes.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, width):0.##}\" height=\"{Math.Max(0, height):0.##}\"{(fill is null ? "" : $" style=\"fill:{fill}\"")}/>");

    /// <summary>A line through points; where a place is not a number, the line is interrupted.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string style)
    {
        shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"");
        bool drawing = false;
        foreach ((double x, double y) in points)
        {
            bool shown = double.IsFinite(x) && double.IsFinite(y);
            if (shown)
                shapes.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x:0.##} {y:0.##}");
            drawing = shown;
        }

        shapes.Append("\"/>");
    }

    /// <summary>Many equal dots as one element: a line of no length with round ends each.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, string style)
    {
        shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"");
        foreach ((double x, double y) in points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
                shapes.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}h0");
        }

        shapes.Append("\"/>");
    }

    public void Text(double x, double y, string text, string style) => shapes.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\">{WebUtility.HtmlEncode(text)}</text>");

    public string End() => shapes.Append("</svg>").ToString();

    private static string Shortened(string name, double width)
    {
        int letters = Math.Max(3, (int)(width / 6.5));
        return name.Length <= letters ? name : name[..(letters - 1)] + "…";
    }

    private void TitleX(string title) => Text((Left + Right) / 2, Height - 8, title, "title middle");

    private void TitleY(string title) => shapes.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"title middle\" transform=\"translate(16 {(Top + Bottom) / 2}) rotate(-90)\">{WebUtility.HtmlEncode(title)}</text>");
}
