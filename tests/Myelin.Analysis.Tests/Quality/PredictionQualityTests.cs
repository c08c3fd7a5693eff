using Myelin.Analysis.Quality;

namespace Myelin.Analysis.Tests.Quality;

public sealed class PredictionQualityTests
{
    [Fact]
    public void Measures_are_as_the_harness_defines_them()
    {
        PredictionQuality.Accuracy([1, 2, 3, 4], [1, 2, 0, 4]).ShouldBe(0.75);
        PredictionQuality.MeanSquaredError([1, 2, 4], [1, 1, 1]).ShouldBe(10.0 / 3, 1e-15);

        // |1-3|/4 and |2-2|/4: mean 0.25.
        PredictionQuality.SymmetricPercentageError([1, 2], [3, 2]).ShouldBe(50, 1e-12);
        PredictionQuality.SymmetricPercentageError([1, -1], [-1, 1]).ShouldBe(200, 1e-12);

        // Variance of 1, 2, 3 times n is 2; squared error 0.5.
        PredictionQuality.Determination([1, 2.5, 3.5], [1, 2, 3]).ShouldBe(0.75, 1e-12);
        PredictionQuality.Determination([2, 2, 2], [1, 2, 3]).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void What_is_no_number_counts_as_the_worst()
    {
        PredictionQuality.SymmetricPercentageError([0, 1], [0, 1]).ShouldBe(200);
        PredictionQuality.SymmetricPercentageError([double.NaN], [1]).ShouldBe(200);
    }

    [Fact]
    public void Lengths_must_be_the_same()
    {
        Should.Throw<ArgumentException>(() => PredictionQuality.MeanSquaredError([1], [1, 2])).Message.ShouldContain("1 were predicted, 2");
        Should.Throw<ArgumentException>(() => PredictionQuality.Accuracy([], [])).Message.ShouldContain("at least one");
    }
}
