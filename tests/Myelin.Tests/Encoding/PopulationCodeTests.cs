using FsCheck;
using FsCheck.Fluent;
using Myelin.Encoding;
using Myelin.Randomness;

namespace Myelin.Tests.Encoding;

public sealed class PopulationCodeTests
{
    [Fact]
    public void Fields_have_the_centres_and_the_width_of_the_source()
    {
        // Equation with m = 6 fields on 0 to 10: centres (2 i - 3) / 2 * 10 / 4, width 10 / (1.5 * 4).
        var code = new PopulationCode(6, 0, 10);
        Enumerable.Range(0, 6).Select(code.Centre).ShouldBe([-1.25, 1.25, 3.75, 6.25, 8.75, 11.25]);
        code.Width.ShouldBe(10 / 6.0, 1e-12);
        float[] activation = new float[6];
        code.Activate([3.75f], activation);
        activation[2].ShouldBe(1f);
        activation[1].ShouldBe((float)Math.Exp(-0.5 * 1.5 * 1.5), 1e-6f);
        activation[0].ShouldBe((float)Math.Exp(-0.5 * 9), 1e-6f);
    }

    [Fact]
    public void The_best_fitting_field_spikes_first_and_poor_ones_not_at_all()
    {
        var code = new PopulationCode(6, 0, 10);
        float[] spikes = new float[11 * 6];
        RandomStream random = new(1, StreamPurpose.Data);
        code.Encode([3.75f], spikes, ref random);
        int[] first = new int[6];
        LatencyDecoder.FirstSpikes(spikes, first);

        // Activations 1, exp(-1.125) = 0.325 and, below the threshold of 0.1, exp(-4.5).
        first.ShouldBe([11, 7, 0, 7, 11, 11]);
        LatencyDecoder.Winner(spikes, 6).ShouldBe(2);
        LatencyDecoder.Winner(new float[12], 6).ShouldBe(-1);
    }

    [Fact]
    public void A_population_vector_reads_the_value_back() =>
        Prop.ForAll(Gen.Choose(150, 850).Select(v => v / 1000f).ToArbitrary(), value =>
        {
            var code = new PopulationCode(12);
            float[] activation = new float[12];
            code.Activate([value], activation);
            double[] centres = [.. Enumerable.Range(0, 12).Select(code.Centre)];
            return Math.Abs(PopulationVector.Value(activation, centres) - value) < 0.01;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Directions_add_as_vectors()
    {
        double[] preferred = [.. Enumerable.Range(0, 16).Select(i => 2 * Math.PI * i / 16)];
        float[] tuned = [.. preferred.Select(p => (float)Math.Max(0, Math.Cos(p - 2.5)))];
        PopulationVector.Direction(tuned, preferred).Angle.ShouldBe(2.5, 0.02);
        PopulationVector.Direction([1, 1], [0, Math.PI / 2]).ShouldBe((Math.PI / 4, Math.Sqrt(0.5)));
        PopulationVector.Direction([0, 0], [0, 1]).Sharpness.ShouldBe(double.NaN);
        PopulationVector.Value([0, 0], [0, 1]).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => PopulationVector.Value([1], [0, 1]));
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PopulationCode(2));
        Should.Throw<ArgumentOutOfRangeException>(() => new PopulationCode(5, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new PopulationCode(5, beta: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new PhaseCode(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new BurstCode(longest: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => LatencyCode.Logarithmic(0));
    }
}
