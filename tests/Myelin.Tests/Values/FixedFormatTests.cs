using Myelin.Values;

namespace Myelin.Tests.Values;

public sealed class FixedFormatTests
{
    [Fact]
    public void A_word_of_eight_bits_with_four_behind_the_point()
    {
        var format = new FixedFormat(8, 4);
        (format.Unit, format.Least, format.Most).ShouldBe((1 / 16.0, -8, 127 / 16.0));
        format.Checked().ToString().ShouldBe("Q3.4 (Saturate, Nearest)");
    }

    [Theory]
    [InlineData(1, 0, "A word of 1 bits cannot be emulated; it must have 2 to 48.")]
    [InlineData(64, 0, "A word of 64 bits cannot be emulated; it must have 2 to 48.")]
    [InlineData(8, 48, "48 bits behind the binary point cannot be emulated; there must be -16 to 47.")]
    public void A_format_out_of_range_is_refused(int word, int fraction, string message) =>
        Should.Throw<ArgumentException>(() => new FixedFormat(word, fraction).Checked()).Message.ShouldBe(message);
}
