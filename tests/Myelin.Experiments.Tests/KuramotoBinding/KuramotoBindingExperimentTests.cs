using Myelin.Experiments.KuramotoBinding;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.KuramotoBinding;

public sealed class KuramotoBindingExperimentTests
{
    [Fact]
    public void Objects_become_synchronous_and_colour_alone_does_not_find_them()
    {
        RunRecord record = Executed.Record(new KuramotoBindingExperiment { Images = 2, Size = 16, Objects = 3, Updates = 200 });
        record.Claims.Count.ShouldBe(4);
        Executed.Missed(record).ShouldBeEmpty();
    }

    [Fact]
    public void Equally_coloured_objects_are_apart_and_the_last_has_the_colour_of_the_first()
    {
        var random = new RandomStream(3, StreamPurpose.Data);
        ShapeImage image = ShapeImage.Draw(24, 4, 0, ref random);
        image.Labels.Distinct().Order().ShouldBe([0, 1, 2, 3, 4]);
        double[] ColourOf(int label) => image.Colours[Array.IndexOf(image.Labels, label)];
        ColourOf(4).ShouldBe(ColourOf(1));
        ColourOf(2).ShouldNotBe(ColourOf(1));
        int[] first = [.. image.Lit.Where(p => image.Labels[p] == 1)], last = [.. image.Lit.Where(p => image.Labels[p] == 4)];
        foreach (int p in first)
        {
            foreach (int q in last) Math.Max(Math.Abs((p / 24) - (q / 24)), Math.Abs((p % 24) - (q % 24))).ShouldBeGreaterThan(3);
        }
    }

    [Fact]
    public void A_picture_without_room_is_refused()
        => Should.Throw<ArgumentException>(() =>
        {
            var random = new RandomStream(3, StreamPurpose.Data);
            ShapeImage.Draw(16, 40, 0, ref random);
        }).Message.ShouldContain("40");

    // Hubert and Arabie's index by hand: contingency table [[2, 1], [0, 3]].
    [Fact]
    public void Agreement_is_one_for_equal_groupings_and_that_of_the_table_for_others()
    {
        Clustering.AdjustedRandIndex([1, 1, 2, 2, 3], [7, 7, 0, 0, 5]).ShouldBe(1);
        Clustering.AdjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]).ShouldBe((4 - (6 * 7 / 15.0)) / (6.5 - (6 * 7 / 15.0)), 1e-12);
        Clustering.AdjustedRandIndex([0, 0, 0, 0], [0, 0, 1, 1]).ShouldBe(0);
    }

    [Fact]
    public void Points_in_heaps_are_grouped_by_heap()
    {
        var random = new RandomStream(5, StreamPurpose.Data);
        double[][] points = new double[60][];
        for (int i = 0; i < 60; i++) points[i] = [(10 * (i % 3)) + random.NextDouble(), random.NextDouble()];
        Clustering.AdjustedRandIndex([.. points.Select((_, i) => i % 3)], Clustering.KMeans(points, 3, ref random)).ShouldBe(1);
    }

    [Fact]
    public void Oscillators_without_coupling_only_turn()
    {
        var random = new RandomStream(1, StreamPurpose.Data);
        ShapeImage image = ShapeImage.Draw(16, 2, 0.1, ref random);
        OscillatorField field = new(image, new KuramotoNeuron(), 2, 0.2, 0, 0, ref random);
        double Cosine() => field[3].Zip(field[20], (a, b) => a * b).Sum();
        double before = Cosine();
        for (int i = 0; i < 50; i++) field.Step();
        Cosine().ShouldBe(before, 0.05);
        field[3].Sum(x => x * x).ShouldBe(1, 1e-12);
    }
}
