using Myelin.Experiments.Models;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Models;

public sealed class ZeroContourTests
{
    private static readonly double[] Grid = [.. Enumerable.Range(0, 81).Select(i => -1.5 + (i * 0.0375))];

    [Fact]
    public void A_circle_is_found_with_its_length()
    {
        var segments = new ZeroContour((x, y) => (x * x) + (y * y) - 1, Grid, Grid).Segments().ToList();
        segments.ShouldAllBe(s => Math.Abs((s.From.X * s.From.X) + (s.From.Y * s.From.Y) - 1) < 1e-9);
        segments.Sum(s => Math.Sqrt(Math.Pow(s.To.X - s.From.X, 2) + Math.Pow(s.To.Y - s.From.Y, 2))).ShouldBe(2 * Math.PI, 0.002);
    }

    [Fact]
    public void The_branches_of_a_saddle_do_not_cross()
    {
        // x y = 0.0001 has one branch in each of two quadrants.
        var segments = new ZeroContour((x, y) => (x * y) - 0.0001, Grid, Grid).Segments().ToList();
        segments.ShouldNotBeEmpty();
        segments.ShouldAllBe(s => s.From.X * s.To.X > 0 && s.From.Y * s.To.Y > 0);
    }

    [Fact]
    public void A_jump_is_no_zero() => new ZeroContour((x, _) => x < 0.01 ? -1 : 1, Grid, Grid).Segments().ShouldBeEmpty();

    [Fact]
    public void Where_the_function_is_not_defined_there_is_no_line()
        => new ZeroContour((x, y) => x > 0 ? double.NaN : y, Grid, Grid).Segments().ShouldAllBe(s => s.To.X <= 0 && s.From.X <= 0);
}
