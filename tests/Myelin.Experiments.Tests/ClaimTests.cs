using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests;

public sealed class ClaimTests
{
    [Theory]
    [InlineData(4.25, true)]
    [InlineData(4.75, true)]
    [InlineData(4.2499, false)]
    [InlineData(4.7501, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void A_value_holds_within_its_tolerance(double measured, bool holds)
        => Claim.Value("rate", 4.5, 0.25, "Hz").Holds(measured).ShouldBe(holds);

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(4, true)]
    [InlineData(0.49, false)]
    [InlineData(4.01, false)]
    [InlineData(double.NaN, false)]
    public void A_range_holds_from_end_to_end(double measured, bool holds) => Claim.Range("rate", 0.5, 4).Holds(measured).ShouldBe(holds);

    [Fact]
    public void A_bound_holds_at_the_bound()
    {
        Claim.AtLeast("accuracy", 0.98).Holds(0.98).ShouldBeTrue();
        Claim.AtLeast("accuracy", 0.98).Holds(0.979).ShouldBeFalse();
        Claim.AtMost("error", 0.02).Holds(0.02).ShouldBeTrue();
        Claim.AtMost("error", 0.02).Holds(0.021).ShouldBeFalse();
        Claim.AtLeast("accuracy", 0.98).Holds(double.NaN).ShouldBeFalse();
    }

    [Fact]
    public void A_value_holds_exactly_where_it_is_no_farther_than_the_tolerance()
        => Prop.ForAll<short, byte, short>((published, tolerance, measured) =>
            Claim.Value("n", published, tolerance).Holds(measured) == (Math.Abs(measured - published) <= tolerance)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_words_are_those_of_a_table()
    {
        Claim value = Claim.Value("rate", 4.45, 0.3, "Hz");
        (value.Published, value.Tolerance, value.Unit).ShouldBe(("4.45", "± 0.3", "Hz"));
        Claim.Range("cv", 0.7, 1.2).Published.ShouldBe("0.7 .. 1.2");
        Claim.AtLeast("accuracy", 0.98).Published.ShouldBe("at least 0.98");
        Claim.AtMost("error", 0.02).Published.ShouldBe("at most 0.02");
    }

    [Fact]
    public void Claims_that_cannot_be_checked_are_refused()
    {
        Should.Throw<ArgumentException>(() => Claim.Value("rate", double.NaN, 1)).Message.ShouldContain("'rate'");
        Should.Throw<ArgumentException>(() => Claim.Value("rate", 1, -1)).Message.ShouldContain("zero or more");
        Should.Throw<ArgumentException>(() => Claim.Range("rate", 2, 1)).Message.ShouldContain("2 .. 1");
        Should.Throw<ArgumentException>(() => Claim.AtLeast("rate", double.NaN)).Message.ShouldContain("'rate'");
        Should.Throw<ArgumentException>(() => Claim.Value(" ", 1, 1));
    }
}
