using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

public class SpikeTrainTests
{
    private static SpikeTrain Train(params double[] times) => SpikeTrain.FromMilliseconds(times, 0 * ms, 10 * ms);

    [Fact]
    public void Holds_its_times_and_its_recording()
    {
        var train = new SpikeTrain([1 * ms, 2.5 * ms, 2.5 * ms, 0.01 * s], 1 * ms, 10 * ms);
        train.Count.ShouldBe(4);
        train.Times.ToArray().ShouldBe([1 * ms, 2.5 * ms, 2.5 * ms, 10 * ms]);
        train.TimesInMilliseconds.ToArray().ShouldBe([1, 2.5, 2.5, 10]);
        train.Start.ShouldBe(1 * ms);
        train.Stop.ShouldBe(10 * ms);
        train.Duration.ShouldBe(9 * ms);
        new SpikeTrain([1 * ms], 2 * ms).Start.ShouldBe(Time.Zero);
    }

    [Fact]
    public void Does_not_change_with_the_array_it_was_made_from()
    {
        double[] times = [1, 2];
        SpikeTrain train = SpikeTrain.FromMilliseconds(times, 0 * ms, 10 * ms);
        times[0] = 5;
        train.TimesInMilliseconds.ToArray().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(new[] { 1.0, 3.0, 2.0 }, "Spike 2 is at 2 ms; it must be not before spike 1 at 3 ms.")]
    [InlineData(new[] { -1.0 }, "Spike 0 is at -1 ms; it must be within the recording, 0 ms to 10 ms.")]
    [InlineData(new[] { 1.0, 11.0 }, "Spike 1 is at 11 ms; it must be within the recording, 0 ms to 10 ms.")]
    [InlineData(new[] { double.NaN }, "Spike 0 is at NaN ms; it must be within the recording, 0 ms to 10 ms.")]
    [InlineData(new[] { 1.0, double.PositiveInfinity }, "Spike 1 is at Infinity ms; it must be within the recording, 0 ms to 10 ms.")]
    public void Refuses_times_that_are_not_sorted_or_outside(double[] times, string message) =>
        Should.Throw<ArgumentException>(() => Train(times)).Message.ShouldBe(message);

    [Theory]
    [InlineData(2.0, 1.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(0.0, double.PositiveInfinity)]
    public void Refuses_a_recording_without_an_interval(double start, double stop) =>
        Should.Throw<ArgumentException>(() => new SpikeTrain([], start * ms, stop * ms)).Message.ShouldContain($"{start * ms} to {stop * ms}");

    [Fact]
    public void A_slice_is_closed_at_its_start_and_open_at_its_stop_except_at_the_end_of_the_recording()
    {
        SpikeTrain train = Train(0, 2, 5, 5, 7, 10);
        SpikeTrain slice = train.Slice(2 * ms, 5 * ms);
        slice.TimesInMilliseconds.ToArray().ShouldBe([2]);
        (slice.Start, slice.Stop).ShouldBe((2 * ms, 5 * ms));
        train.Slice(5 * ms, 10 * ms).TimesInMilliseconds.ToArray().ShouldBe([5, 5, 7, 10]);
        train.Slice(0 * ms, 10 * ms).Count.ShouldBe(6);
        train.Slice(3 * ms, 3 * ms).Count.ShouldBe(0);
        train.Slice(0 * ms, 6 * ms).Slice(5 * ms, 6 * ms).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 11)]
    [InlineData(5, 4)]
    [InlineData(double.NaN, 4)]
    public void Refuses_a_slice_outside_the_recording(double start, double stop) =>
        Should.Throw<ArgumentException>(() => Train(1).Slice(start * ms, stop * ms)).Message.ShouldContain("0 ms to 10 ms");
}
