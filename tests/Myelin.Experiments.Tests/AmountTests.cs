using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests;

public sealed class AmountTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(999_700, "1 MB")]
    [InlineData(3_240_000_000, "3.24 GB")]
    [InlineData(14_000_000_000, "14 GB")]
    public void Bytes_are_in_powers_of_a_thousand(long bytes, string text) => Amount.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.00025, "250 µs")]
    [InlineData(0.25, "250 ms")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(99.6, "1 min 40 s")]
    [InlineData(119.7, "2 min 0 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(double.PositiveInfinity, "unknown")]
    public void Durations_have_the_unit_people_use(double seconds, string text) => Amount.Seconds(seconds).ShouldBe(text);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4.4512, "4.451")]
    [InlineData(1234, "1234")]
    [InlineData(298_880_968, "298,880,968")]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(1e-9, "1E-09")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_have_four_digits_and_every_whole_one(double number, string text) => Amount.Number(number).ShouldBe(text);
}
