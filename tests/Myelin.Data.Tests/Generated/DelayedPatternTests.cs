using Myelin.Data.Generated;

namespace Myelin.Data.Tests.Generated;

public sealed class DelayedPatternTests
{
    [Fact]
    public void A_motif_is_its_class_s_times_shifted_in_time()
    {
        var set = new SpikeMotifs(40, classes: 4, neurons: 12, steps: 50, window: 20, jitter: 0, missing: 0, background: 0, seed: 3);
        float[] sample = new float[50 * 12];
        var starts = new HashSet<int>();
        for (int i = 0; i < set.Count; i++)
        {
            set.Read(i, sample);
            int[] steps = [.. Enumerable.Range(0, 12).Select(n => Enumerable.Range(0, 50).Single(t => sample[(t * 12) + n] == 1))];
            int start = steps[0] - set.Time(i % 4, 0);
            starts.Add(start);
            start.ShouldBeInRange(0, 30);
            steps.ShouldBe(Enumerable.Range(0, 12).Select(n => start + set.Time(i % 4, n)));
        }

        starts.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Other_samples_of_the_same_motifs_have_noise_of_their_own()
    {
        var one = new SpikeMotifs(10, seed: 1);
        var other = new SpikeMotifs(10, seed: 1, sampleSeed: 2);
        for (int n = 0; n < 30; n++) other.Time(3, n).ShouldBe(one.Time(3, n));
        float[] a = new float[60 * 30], b = new float[60 * 30];
        one.Read(3, a);
        other.Read(3, b);
        a.ShouldNotBe(b);
        a.Sum().ShouldBeInRange(25, 80);
        Should.Throw<ArgumentOutOfRangeException>(() => new SpikeMotifs(10, steps: 27, window: 25, jitter: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SpikeMotifs(10, missing: 1)).Message.ShouldStartWith("The probability of a missing spike must be at least 0 and below 1.");
    }

    [Fact]
    public void Events_of_a_texture_move_in_its_direction()
    {
        // Class 0 of two moves to the right: what the camera saw at a place, it sees some steps later further to the right.
        var set = new MovingTextures(20, directions: 2, side: 21, steps: 24, slowest: 0.5, fastest: 0.5, threshold: 0.3, noise: 0);
        float[] sample = new float[24 * 2 * 21 * 21];
        for (int i = 0; i < set.Count; i++)
        {
            set.Read(i, sample);
            double along = Matches(sample, 2), against = Matches(sample, -2);
            if (set.Label(i) == 0) along.ShouldBeGreaterThan(against);
            else against.ShouldBeGreaterThan(along);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => new MovingTextures(1, slowest: 2, fastest: 1)).Message.ShouldStartWith("The highest speed must be finite and at least the lowest");
        Should.Throw<ArgumentOutOfRangeException>(() => new MovingTextures(1, directions: 1));
    }

    // How often an event is followed four steps later by one of the same polarity so many places to the right.
    private static double Matches(float[] sample, int shift)
    {
        double matches = 0;
        for (int t = 2; t < 20; t++)
        {
            for (int place = 0; place < 2 * 21 * 21; place++)
            {
                int x = place % 21;
                if (x + shift is >= 0 and < 21) matches += sample[(t * 2 * 441) + place] * sample[((t + 4) * 2 * 441) + place + shift];
            }
        }

        return matches;
    }
}
