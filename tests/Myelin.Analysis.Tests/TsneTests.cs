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
        double[,] p = Tsne.Affinities(new double[,] { { -10 }, { -9 }, { 0 }, { 1 }, { 2 }, { 11 }, { 12 } }, 2);
        p.Cast<double>().Sum().ShouldBe(1, 1e-12);
        for (int i = 0; i < 7; i++)
        {
            p[i, i].ShouldBe(0);
            for (int j = 0; j < 7; j++)
            {
                p[i, j].ShouldBe(p[j, i], 1e-15);

                // The samples are their own mirror image.
                p[i, j].ShouldBe(p[6 - i, 6 - j], 1e-9);
            }
        }

        p[2, 3].ShouldBeGreaterThan(10 * p[2, 6]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_perplexity_that_cannot_be_is_refused(double perplexity) =>
        Should.Throw<ArgumentException>(() => Tsne.Affinities(new double[4, 2], perplexity)).Message.ShouldContain($"above 1 and below 3, which is one less than the number of samples, got {perplexity}");
}
