using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

public class EventStreamTests
{
    private static readonly EventStream Small = new([0, 5, 5, 100], [1, 2, 3, 0], [4, 5, 6, 0], [true, false, true, false], width: 4, height: 7);

    [Fact]
    public void Holds_its_events()
    {
        Small.Count.ShouldBe(4);
        Small.TimesInMicroseconds.ToArray().ShouldBe([0L, 5L, 5L, 100L]);
        Small.Xs.ToArray().ShouldBe([(ushort)1, (ushort)2, (ushort)3, (ushort)0]);
        Small.Ys.ToArray().ShouldBe([(ushort)4, (ushort)5, (ushort)6, (ushort)0]);
        Small.Polarities.ToArray().ShouldBe([true, false, true, false]);
        (Small.Width, Small.Height).ShouldBe((4, 7));
    }

    [Fact]
    public void A_slice_of_time_is_closed_at_its_start_and_open_at_its_stop()
    {
        EventStream slice = Small.Slice(5 * us, 0.1 * ms);
        slice.TimesInMicroseconds.ToArray().ShouldBe([5L, 5L]);
        slice.Xs.ToArray().ShouldBe([(ushort)2, (ushort)3]);
        slice.Ys.ToArray().ShouldBe([(ushort)5, (ushort)6]);
        slice.Polarities.ToArray().ShouldBe([false, true]);
        Small.Slice(-1 * s, 1 * s).Count.ShouldBe(4);
        Small.Slice(5.5 * us, 1 * s).Count.ShouldBe(1);
        Small.Slice(1 * s, 2 * s).Count.ShouldBe(0);
    }

    [Fact]
    public void A_slice_by_microseconds_takes_every_whole_number_as_meant()
    {
        long[] times = [.. Enumerable.Range(0, 2000).Select(i => (long)i)];
        var none = new ushort[times.Length];
        var stream = new EventStream(times, none, none, new bool[times.Length], 1, 1);
        for (int t = 0; t < times.Length; t++) stream.Slice(0 * us, t * us).Count.ShouldBe(t);
    }

    [Fact]
    public void A_slice_by_index_holds_that_many_events()
    {
        Small.Slice(1, 2).TimesInMicroseconds.ToArray().ShouldBe([5L, 5L]);
        Should.Throw<ArgumentOutOfRangeException>(() => Small.Slice(3, 2)).Message.ShouldContain("2 events from 3");
        Should.Throw<ArgumentOutOfRangeException>(() => Small.Slice(-1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Small.Slice(int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Refuses_events_that_are_not_sorted_or_off_the_sensor()
    {
        Message([3, 2], [0, 0], [0, 0]).ShouldBe("Event 1 is at 2 us; it must not be before event 0 at 3 us.");
        Message([1, 2], [0, 4], [0, 0]).ShouldBe("Event 1 is at pixel (4, 0); it must be on the sensor of 4 x 7 pixels.");
        Message([1, 2], [0, 0], [7, 0]).ShouldBe("Event 0 is at pixel (0, 7); it must be on the sensor of 4 x 7 pixels.");
        Message([1, 2], [0], [0, 0]).ShouldContain("got 1, 2, 2 and 2");
        Should.Throw<ArgumentException>(() => new EventStream([], [], [], [], 0, 5)).Message.ShouldContain("got 0 columns and 5 rows");
        Should.Throw<ArgumentException>(() => new EventStream([], [], [], [], 5, 65537));
        Should.Throw<ArgumentException>(() => Small.Slice(2 * us, 1 * us));
        Should.Throw<ArgumentException>(() => Small.Slice(double.NaN * us, 1 * us));
    }

    private static string Message(long[] times, ushort[] xs, ushort[] ys) =>
        Should.Throw<ArgumentException>(() => new EventStream(times, xs, ys, [true, true], 4, 7)).Message;
}
