using Myelin.Connectivity;
using Myelin.Hardware.Mapping;

namespace Myelin.Hardware.Tests.Mapping;

public sealed class WeightSampleTests
{
    [Fact]
    public void A_single_outlier_does_not_make_zeros_of_all_others()
    {
        var sample = new WeightSample();
        sample.Add([.. Enumerable.Repeat(0.1, 500), .. Enumerable.Repeat(-0.1, 500), 1.0]);
        WeightGrid grid = sample.Grid(2, powerOfTwo: false);
        grid.Nearest(0.1).ShouldBeInRange(0.08, 0.12);
        grid.Nearest(1.0).ShouldBe(grid.Unit);
        WeightGrid.Symmetric(2, 1.0).Nearest(0.1).ShouldBe(0);
    }

    [Fact]
    public void With_many_bits_nothing_saturates()
    {
        var random = new Random(1);
        var sample = new WeightSample();
        double[] weights = [.. Enumerable.Range(0, 40_000).Select(_ => random.NextDouble() - 0.5)];
        sample.Add(weights);
        WeightGrid grid = sample.Grid(16, powerOfTwo: false);
        weights.Max(w => Math.Abs(grid.Nearest(w) - w)).ShouldBeLessThan(2e-5);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(8, true)]
    public void Units_can_be_powers_of_two(int bits, bool powerOfTwo)
    {
        var sample = new WeightSample();
        sample.Add([0.3, -0.7, 0.01]);
        Math.Log2(sample.Grid(bits, powerOfTwo).Unit).ShouldBe(Math.Round(Math.Log2(sample.Grid(bits, powerOfTwo).Unit)));
    }

    [Fact]
    public void Constant_weights_are_kept_to_the_last_bit()
    {
        var sample = new WeightSample();
        sample.Add([60.0]);
        sample.Grid(8, powerOfTwo: false).Nearest(60).ShouldBe(60, 1e-12);
    }
}
