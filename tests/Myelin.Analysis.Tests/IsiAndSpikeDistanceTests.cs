using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class IsiAndSpikeDistanceTests
{
    [Fact]
    public void Isi_distances_agree_with_the_reference()
    {
        Pairwise.Matrix(Reference.Trains, IsiDistance.Distance).ShouldAgree("pyspike_distances/isi_distance.csv");
        IsiDistance.Distance(Reference.Trains).ShouldAgree(0.5854576750023478, "all pairs");
        IsiDistance.Distance(Reference.Trains, 200 * ms, 900 * ms).ShouldAgree(0.6427146353201858, "all pairs, 200 to 900 ms");
    }

    [Fact]
    public void Spike_distances_agree_with_the_reference()
    {
        Pairwise.Matrix(Reference.Trains, SpikeDistance.Distance).ShouldAgree("pyspike_distances/spike_distance.csv");
        SpikeDistance.Distance(Reference.Trains).ShouldAgree(0.30469908659505374, "all pairs");
        SpikeDistance.Distance(Reference.Trains, 200 * ms, 900 * ms).ShouldAgree(0.342102134136712, "all pairs, 200 to 900 ms");
    }

    [Theory]
    [InlineData("isi")]
    [InlineData("spike")]
    public void Profiles_agree_with_the_reference(string measure)
    {
        double[][] expected = Reference.Table($"pyspike_distances/{measure}_profile_0_1.csv");
        DissimilarityProfile profile = measure == "isi"
            ? IsiDistance.Profile(Reference.Trains[0], Reference.Trains[1])
            : SpikeDistance.Profile(Reference.Trains[0], Reference.Trains[1]);
        profile.Count.ShouldBe(expected.Length / 2);
        for (int i = 0; i < profile.Count; i++)
        {
            profile.EdgesInMilliseconds[i].ShouldBe(expected[2 * i][0]);
            profile.EdgesInMilliseconds[i + 1].ShouldBe(expected[(2 * i) + 1][0]);
            profile.BeginValues[i].ShouldAgree(expected[2 * i][1], $"begin of piece {i}");
            profile.EndValues[i].ShouldAgree(expected[(2 * i) + 1][1], $"end of piece {i}");
        }
    }

    [Fact]
    public void Both_are_symmetric_and_zero_for_a_train_with_itself() => Draws.Holds(Draws.Pairs, pair =>
        Draws.Near(IsiDistance.Distance(pair.A, pair.B), IsiDistance.Distance(pair.B, pair.A))
        && Draws.Near(SpikeDistance.Distance(pair.A, pair.B), SpikeDistance.Distance(pair.B, pair.A))
        && IsiDistance.Distance(pair.A, pair.A) == 0
        && SpikeDistance.Distance(pair.A, pair.A) == 0);

    [Fact]
    public void Isi_distance_obeys_the_triangle_inequality_and_is_below_one() => Draws.Holds(Draws.Triples, t =>
    {
        double ac = IsiDistance.Distance(t.A, t.C);
        return ac <= IsiDistance.Distance(t.A, t.B) + IsiDistance.Distance(t.B, t.C) + 1e-12 && ac is >= 0 and < 1;
    });

    [Fact]
    public void Both_stay_the_same_when_time_is_shifted() => Draws.Holds(Draws.Pairs, pair =>
    {
        SpikeTrain a = Draws.Shift(pair.A, 32 * ms), b = Draws.Shift(pair.B, 32 * ms);
        return IsiDistance.Distance(a, b) == IsiDistance.Distance(pair.A, pair.B)
            && SpikeDistance.Distance(a, b) == SpikeDistance.Distance(pair.A, pair.B);
    });

    [Fact]
    public void Both_are_those_of_their_definition_at_every_moment() => Draws.Holds(Draws.Pairs, pair =>
    {
        DissimilarityProfile isi = IsiDistance.Profile(pair.A, pair.B), spike = SpikeDistance.Profile(pair.A, pair.B);
        return Enumerable.Range(0, isi.Count).All(i =>
        {
            double t = 0.5 * (isi.EdgesInMilliseconds[i] + isi.EdgesInMilliseconds[i + 1]);
            (double ofIsi, double ofSpike) = Definition(pair.A, pair.B, t);
            return Draws.Near(isi.BeginValues[i], ofIsi)
                && isi.EndValues[i] == isi.BeginValues[i]
                && Draws.Near(0.5 * (spike.BeginValues[i] + spike.EndValues[i]), ofSpike);
        });
    });

    [Fact]
    public void The_means_of_two_parts_make_up_the_whole() => Draws.Holds(Draws.Pairs, pair =>
    {
        DissimilarityProfile profile = SpikeDistance.Profile(pair.A, pair.B);
        double parts = (0.3 * profile.Mean(0 * ms, 30 * ms)) + (0.7 * profile.Mean(30 * ms, 100 * ms));
        return Draws.Near(parts, profile.Mean()) && Draws.Near(profile.Mean(0 * ms, 100 * ms), profile.Mean());
    });

    [Fact]
    public void A_spike_at_the_start_gives_no_piece_of_no_duration()
    {
        DissimilarityProfile profile = IsiDistance.Profile(Train(0, 50), Train(50, 100));
        profile.EdgesInMilliseconds.ToArray().ShouldBe([0, 50, 100]);
        profile.BeginValues.ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void Refuses_trains_that_cannot_be_compared()
    {
        var longer = new SpikeTrain([], 200 * ms);
        var none = new SpikeTrain([], 0 * ms);
        Should.Throw<ArgumentException>(() => IsiDistance.Distance(Train(1), longer)).Message.ShouldContain("0 ms to 100 ms and 0 ms to 200 ms");
        Should.Throw<ArgumentException>(() => SpikeDistance.Distance(none, none)).Message.ShouldContain("longer than 0 ms");
        Should.Throw<ArgumentException>(() => SpikeDistance.Distance([Train(1)])).Message.ShouldContain("at least 2 spike trains, got 1");
        Should.Throw<ArgumentException>(() => IsiDistance.Distance([Train(1), Train(2)], 5 * ms, 5 * ms)).Message.ShouldContain("5 ms to 5 ms");
        Should.Throw<ArgumentException>(() => IsiDistance.Distance([Train(1), Train(2)], 5 * ms, 101 * ms)).Message.ShouldContain("5 ms to 101 ms");
    }

    private static SpikeTrain Train(params double[] times) => SpikeTrain.FromMilliseconds(times, 0 * ms, Draws.Stop);

    /// <summary>Both dissimilarities at one moment, straight from the published definitions.</summary>
    private static (double Isi, double Spike) Definition(SpikeTrain a, SpikeTrain b, double t)
    {
        List<double> x = Surround(a), y = Surround(b);
        (double isiX, double sX) = Local(x, y, t);
        (double isiY, double sY) = Local(y, x, t);
        double mean = 0.5 * (isiX + isiY);
        return (1 - (Math.Min(isiX, isiY) / Math.Max(isiX, isiY)), ((sX * isiY) + (sY * isiX)) / (2 * mean * mean));
    }

    private static List<double> Surround(SpikeTrain train)
    {
        List<double> spikes = train.Count == 0 ? [0, 100] : [.. train.TimesInMilliseconds];
        double before = spikes.Count == 1 ? 0 : Math.Min(0, spikes[0] - (spikes[1] - spikes[0]));
        double after = spikes.Count == 1 ? 100 : Math.Max(100, spikes[^1] + (spikes[^1] - spikes[^2]));
        return [before, .. spikes, after];
    }

    private static (double Interval, double S) Local(List<double> own, List<double> other, double t)
    {
        int previous = own.FindLastIndex(x => x <= t);
        int following = own.FindIndex(x => x > t);
        double toPrevious = Nearest(Math.Clamp(previous, 1, own.Count - 2)), toFollowing = Nearest(Math.Clamp(following, 1, own.Count - 2));
        double interval = own[following] - own[previous];
        return (interval, ((toPrevious * (own[following] - t)) + (toFollowing * (t - own[previous]))) / interval);

        double Nearest(int i) => other.Min(x => Math.Abs(x - own[i]));
    }
}
