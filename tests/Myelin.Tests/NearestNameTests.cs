using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Myelin.Tests;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("LifExp", "LifExp", 0)]
    [InlineData("lifexp", "LIFEXP", 0)]
    [InlineData("LifEpx", "LifExp", 1)]
    [InlineData("LifExpp", "LifExp", 1)]
    [InlineData("LfExp", "LifExp", 1)]
    [InlineData("LifExq", "LifExp", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Edits_CountsTheFewest(string from, string to, int edits) => NearestName.Edits(from, to).ShouldBe(edits);

    [Fact]
    public void Edits_IsSymmetricAndBounded() => Prop.ForAll<string, string>((left, right) =>
    {
        left ??= "";
        right ??= "";
        int edits = NearestName.Edits(left, right);
        return edits == NearestName.Edits(right, left)
            && edits <= Math.Max(left.Length, right.Length)
            && edits >= Math.Abs(left.Length - right.Length);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("LifEpx", "LifExp")]
    [InlineData("lifalpha", "LifAlpha")]
    [InlineData("Izhikevic", "Izhikevich")]
    [InlineData("Ishikewitsch", "Izhikevich")]
    [InlineData("Poisson", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Of_FindsTheNearestOrNone(string name, string? nearest) =>
        NearestName.Of(name, ["LifExp", "LifAlpha", "Izhikevich", "ab"]).ShouldBe(nearest);

    [Fact]
    public void Of_EquallyNear_TakesTheFirst() => NearestName.Of("LifX", ["LifA", "LifB"]).ShouldBe("LifA");

    [Fact]
    public void Of_NoCandidates_IsNone() => NearestName.Of("LifExp", []).ShouldBeNull();
}
