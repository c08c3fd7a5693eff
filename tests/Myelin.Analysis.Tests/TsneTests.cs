using Shouldly;
using Xunit;

namespace Myelin.Analysis.Tests;

public sealed class TsneTests
{
    [Fact]
    public void Clusters_stay_clusters()
    {
        var random = new Random(1);
        double[,] samples = new double[60, 8];
        for (int i = 0; i < 60; i++)
        {
            for (int d = 0; d < 8; d++) samples[i, d] = random.NextDouble() + (d == i % 3 ? 5 : 0);
        }

        double[,] points = Tsne.Embed(samples, perplexity: 10, iterations: 400);
        for (int i = 0; i < 60; i++)
        {
            int nearest = Enumerable.Range(0, 60).Where(j => j != i).MinBy(j => Math.Pow(points[i, 0] - points[j, 0], 2) + Math.Pow(points[i, 1] - points[j, 1], 2));
            (nearest % 3).ShouldBe(i % 3);
        }
    }

    [Fact]
    public void Affinities_are_one_in_total_and_prefer_neighbours()
    {
        double[,] p = Tsne.Affinities(new double[,] { { 0 }, { 1 }, { 2 }, { 10 }, { 11 }, { 12 } }, 2);
        p.Cast<double>().Sum().ShouldBe(1, 1e-12);
        for (int i = 0; i < 6; i++)
        {
            p[i, i].ShouldBe(0);
            for (int j = 0; j < 6; j++) p[i, j].ShouldBe(p[j, i], 1e-15);
        }

        p[0, 1].ShouldBeGreaterThan(100 * p[0, 3]);

        // From its neighbours at 1 on both sides and a perplexity of 2, which the two share, the middle one hardly looks further: 1/2 for each.
        p[1, 0].ShouldBe(p[1, 2], 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_perplexity_that_cannot_be_is_refused(double perplexity) =>
        Should.Throw<ArgumentException>(() => Tsne.Affinities(new double[4, 2], perplexity)).Message.ShouldContain($"above 1 and below 3, which is one less than the number of samples, got {perplexity}");
}
