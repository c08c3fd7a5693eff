using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class SpikeSynchronizationTests
{
    [Fact]
    public void Agrees_with_the_reference()
    {
        Pairwise.Matrix(Reference.Trains, SpikeSynchronization.Of).ShouldAgree("pyspike_distances/spike_sync.csv");
        SpikeSynchronization.Of(Reference.Trains).ShouldAgree(0.351937984496124, "all pairs");
    }

    [Fact]
    public void Partners_agree_with_the_reference()
    {
        SpikeTrain a = Reference.Trains[3], b = Reference.Trains[6];
        IEnumerable<(double Time, bool Coincident)> Of(SpikeTrain x, SpikeTrain y) =>
            x.TimesInMilliseconds.ToArray().Zip(SpikeSynchronization.Coincident(x, y));
        // The table repeats its first and its last value at the edges of the recording.
        double[][] expected = Reference.Table("pyspike_distances/spike_sync_profile_3_6.csv")[1..^1];
        Of(a, b).Concat(Of(b, a)).OrderBy(x => x.Time).ShouldBe(expected.Select(row => (row[0], row[1] == 1)));
    }

    [Fact]
    public void Is_symmetric_and_one_for_a_train_with_itself() => Draws.Holds(Draws.Pairs, pair =>
        SpikeSynchronization.Of(pair.A, pair.B) == SpikeSynchronization.Of(pair.B, pair.A)
        && SpikeSynchronization.Of(pair.A, pair.A) == 1
        && SpikeSynchronization.Of([pair.A, pair.B]) is >= 0 and <= 1);

    [Fact]
    public void Stays_the_same_when_time_is_shifted() => Draws.Holds(Draws.Pairs, pair =>
        SpikeSynchronization.Of(Draws.Shift(pair.A, 32 * ms), Draws.Shift(pair.B, 32 * ms)) == SpikeSynchronization.Of(pair.A, pair.B));

    [Fact]
    public void Partners_are_those_of_the_definition() => Draws.Holds(Draws.Pairs, pair =>
        SpikeSynchronization.Coincident(pair.A, pair.B).SequenceEqual(Definition(pair.A, pair.B)));

    [Fact]
    public void Without_spikes_is_one() =>
        SpikeSynchronization.Of(new SpikeTrain([], 1 * s), new SpikeTrain([], 1 * s)).ShouldBe(1);

    [Fact]
    public void Refuses_trains_that_cannot_be_compared()
    {
        Should.Throw<ArgumentException>(() => SpikeSynchronization.Of(new SpikeTrain([], 1 * s), new SpikeTrain([], 2 * s)));
        Should.Throw<ArgumentException>(() => SpikeSynchronization.Of([new SpikeTrain([], 1 * s)])).Message.ShouldContain("got 1");
    }

    /// <summary>Every spike against every spike, with the window of the published definition.</summary>
    private static IEnumerable<bool> Definition(SpikeTrain a, SpikeTrain b)
    {
        double[] x = a.TimesInMilliseconds.ToArray(), y = b.TimesInMilliseconds.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            bool any = false;
            for (int j = 0; j < y.Length; j++)
            {
                double[] around = [a.Duration.Value, .. Around(x, i), .. Around(y, j)];
                any |= Math.Abs(x[i] - y[j]) < around.Min() / 2;
            }

            yield return any;
        }
    }

    private static IEnumerable<double> Around(double[] times, int i)
    {
        if (i > 0) yield return times[i] - times[i - 1];
        if (i < times.Length - 1) yield return times[i + 1] - times[i];
    }
}
