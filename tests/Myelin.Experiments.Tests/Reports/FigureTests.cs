using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Myelin.Experiments.Reports;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Reports;

public sealed class FigureTests
{
    private static double[] Range(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];

    private static JsonArray Values(Figure figure) => figure.Specification()["data"]!["values"]!.AsArray();

    [Fact]
    public void A_raster_of_many_spikes_is_thinned_and_says_so()
    {
        RasterFigure figure = new("Raster", "Spikes.", "time (s)", new Series("a", Range(30_000), Range(30_000)), new Series("b", Range(20_000), Range(20_000)));
        Values(figure).Count.ShouldBeInRange(15_000, Series.MostPoints);
        figure.Note.ShouldBe("One in 3 of 50,000 spikes is shown.");
        Regex.Count(figure.Svg(), "h0").ShouldBe(Values(figure).Count);
    }

    [Fact]
    public void A_raster_of_few_spikes_is_whole()
    {
        RasterFigure figure = new("Raster", "Spikes.", "time (s)", new Series("a", Range(20_000), Range(20_000)));
        figure.Note.ShouldBeNull();
        Values(figure).Count.ShouldBe(20_000);
        figure.Legend.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_is_broken_where_there_is_no_number()
    {
        LineFigure figure = new("Line", "A line.", "x", "y", new Series("a", Range(4), [1, double.NaN, 3, 4]));
        XElement line = XElement.Parse(figure.Svg()).Elements("path").Single(path => path.Attribute("class")!.Value.StartsWith("line", StringComparison.Ordinal));
        line.Attribute("d")!.Value.Count(c => c == 'M').ShouldBe(2);
        Values(figure)[1]!["y"].ShouldBeNull();
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_what_it_cannot_show()
    {
        LineFigure figure = new("Line", "A line.", "x", new Axis("y") { Logarithmic = true }, new Series("a", Range(3), [0, 10, 1000]));
        Values(figure)[0]!["y"].ShouldBeNull();
        figure.Specification()["encoding"]!["y"]!["scale"]!["type"]!.GetValue<string>().ShouldBe("log");
        figure.Svg().ShouldContain(">1000<");
    }

    [Fact]
    public void Figures_without_data_still_draw()
    {
        Figure[] figures =
        [
            new LineFigure("Line", "Empty.", "x", "y"),
            new RasterFigure("Raster", "Empty.", "t", new Series("a", [], [])),
            new BarFigure("Bars", "Empty.", "c", [], "y"),
            new HistogramFigure("Histogram", "Empty.", "x", 10, new Sample("a", [])),
            new BoxFigure("Boxes", "Empty.", "c", "y", new Sample("a", [double.NaN])),
            new HeatmapFigure("Heat", "Empty.", "c", ["a"], "r", ["b"], "v", new double[,] { { double.NaN } }),
        ];
        foreach (Figure figure in figures)
        {
            figure.Svg().ShouldNotContain("NaN");
            Should.NotThrow(() => figure.Specification().ToJsonString());
        }
    }

    [Fact]
    public void A_histogram_has_an_area_of_one()
        => Prop.ForAll<NonEmptyArray<short>>(numbers =>
        {
            HistogramFigure figure = new("Histogram", "Any.", "x", 7, new Sample("a", numbers.Get.Select(n => (double)n)));
            double area = Values(figure).Sum(bin => bin!["density"]!.GetValue<double>() * (bin["to"]!.GetValue<double>() - bin["from"]!.GetValue<double>()));
            return Math.Abs(area - 1) < 1e-3;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_box_is_that_of_Tukey()
    {
        JsonNode box = Values(new BoxFigure("Boxes", "One.", "c", "y", new Sample("a", [1, 2, 3, 4, 5, 6, 7, 8, 100])))[0]!;
        box["q1"]!.GetValue<double>().ShouldBe(3);
        box["median"]!.GetValue<double>().ShouldBe(5);
        box["q3"]!.GetValue<double>().ShouldBe(7);
        box["low"]!.GetValue<double>().ShouldBe(1);
        box["high"]!.GetValue<double>().ShouldBe(8);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Series("a", [1, 2], [1])).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => new BarFigure("Bars", "", "c", ["x", "y"], "v", new Bars("m", 1))).Message.ShouldContain("'m'");
        Should.Throw<ArgumentException>(() => new HeatmapFigure("Heat", "", "c", ["x"], "r", ["y"], "v", new double[2, 1])).Message.ShouldContain("1 x 1");
        Should.Throw<ArgumentException>(() => new Table("Table", "", "a", "b").Add("only one")).Message.ShouldContain("2");
        Should.Throw<ArgumentException>(() => new LineFigure(" ", "", "x", "y"));
    }

    [Fact]
    public void A_scale_covers_its_numbers_with_a_handful_of_round_ticks()
        => Prop.ForAll<NormalFloat, NormalFloat>((a, b) =>
        {
            (double low, double high) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
            if (!double.IsFinite(high - low) || Math.Abs(high) > 1e100 || Math.Abs(low) > 1e100)
                return true;
            Scale scale = new(false, low, high, 0, 100);
            return scale.Ticks.Count is >= 2 and <= 9
                && scale[low] is >= 0 and <= 100 && scale[high] >= scale[low]
                && scale.Ticks.Zip(scale.Ticks.Skip(1)).All(pair => pair.Second > pair.First);
        }).QuickCheckThrowOnFailure();
}
