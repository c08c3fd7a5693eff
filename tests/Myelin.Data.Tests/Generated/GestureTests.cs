using Myelin.Data.Generated;
using Myelin.Spikes;

namespace Myelin.Data.Tests.Generated;

public sealed class GestureTests
{
    [Fact]
    public void Rising_brightness_is_where_the_bar_goes()
    {
        var set = new Gestures(60);
        for (int i = 0; i < set.Count; i++)
        {
            if (set.Label(i) >= 4) continue;
            EventStream events = set.Events(i);
            double Mean(bool rising, bool column)
            {
                int[] of = [.. Enumerable.Range(0, events.Count).Where(e => events.Polarities[e] == rising)];
                return of.Average(e => (double)(column ? events.Xs[e] : events.Ys[e]));
            }

            // Over the first 12 ms no bar wraps around to the other side.
            events = events.Slice(Myelin.Quantities.Time.FromValue(0), Myelin.Quantities.Time.FromValue(12));
            if (events.Count < 20) continue;
            bool across = set.Label(i) < 2;
            double ahead = Mean(true, across) - Mean(false, across);
            (set.Label(i) is 1 or 3 ? ahead : -ahead).ShouldBeGreaterThan(0, $"sample {i}, {Gestures.Names[set.Label(i)]}");
        }
    }

    [Fact]
    public void Samples_are_the_events_in_steps()
    {
        var set = new Gestures(6) { Side = 12, Steps = 10, StepMilliseconds = 5 };
        float[] sample = new float[10 * 2 * 144], expected = new float[sample.Length];
        set.Read(4, sample);
        EventStream events = set.Events(4);
        for (int i = 0; i < events.Count; i++)
            expected[(((((events.TimesInMicroseconds[i] / 5000) * 2) + (events.Polarities[i] ? 1 : 0)) * 12) + events.Ys[i]) * 12 + events.Xs[i]] = 1;
        sample.ShouldBe(expected);
        sample.Sum().ShouldBeGreaterThan(100);
        set.SampleShape.ShouldBe([10, 2, 12, 12]);
    }

    [Fact]
    public void A_live_stream_goes_on_where_a_gesture_ends()
    {
        var set = new Gestures(1, seed: 3);
        EventStream live = set.Live([1, 4, 2], 100);
        live.TimesInMicroseconds[^1].ShouldBeInRange(250_000, 300_000);
        live.Slice(Myelin.Quantities.Time.FromValue(100), Myelin.Quantities.Time.FromValue(200)).Count.ShouldBeGreaterThan(200);
        set.Live([1], 100).TimesInMicroseconds.SequenceEqual(live.TimesInMicroseconds[..set.Live([1], 100).Count]).ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => set.Live([6], 100)).Message.ShouldContain("The gestures are 0 to 5: left, right");
        Should.Throw<ArgumentOutOfRangeException>(() => new Gestures { Side = 4 }).Message.ShouldContain("A camera of this set has 8 to 256 rows and columns.");
        Should.Throw<ArgumentOutOfRangeException>(() => new Gestures { Steps = 0 });
    }
}
