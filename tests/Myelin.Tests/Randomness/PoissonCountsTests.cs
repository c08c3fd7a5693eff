using Myelin.Randomness;

namespace Myelin.Tests.Randomness;

public class PoissonCountsTests
{
    // Small and large means, on both sides of the change of method at 32.
    [Theory]
    [InlineData(0.01)]
    [InlineData(1.3)]
    [InlineData(2.3)]
    [InlineData(15)]
    [InlineData(31.9)]
    [InlineData(32.1)]
    [InlineData(400)]
    [InlineData(10_000)]
    public void Counts_follow_the_poisson_probabilities(double mean)
    {
        PoissonCounts poisson = new(mean, 1, 7, 3);
        double[] mass = Masses(mean, (int)(mean + (10 * Math.Sqrt(mean)) + 20));
        long[] counts = new long[mass.Length];
        float[] block = new float[1000];
        for (long step = 0; step < 500; step++)
        {
            Array.Clear(block);
            poisson.Add(block, 0, step);
            foreach (float count in block) counts[(int)count]++;
        }

        Math.Abs(ChiSquare.Excess(counts, k => mass[k])).ShouldBeLessThan(3);
    }

    // Few neurons in a thousand have an upper half at a threshold, so many are needed to see that the lower half decides.
    [Theory]
    [InlineData(1.7)]
    [InlineData(20)]
    [InlineData(100)]
    public void A_count_is_the_inverse_of_the_cumulative_distribution_at_the_neurons_word(double mean)
    {
        const int Neurons = 400_000;
        const long Step = (3L << 32) | 9;
        float[] counts = new float[Neurons];
        new PoissonCounts(mean, 1, 7, 5).Add(counts, 0, Step);
        double[] mass = Masses(mean, (int)(mean + (10 * Math.Sqrt(mean)) + 20));
        for (int k = 1; k < mass.Length; k++) mass[k] += mass[k - 1];

        int wrong = 0;
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            int count = (int)counts[neuron];
            double word = ((Half(neuron, 0) << 16) | Half(neuron, 1)) + 0.5;
            bool right = word < (mass[count] * 4294967296) + 1 && (count == 0 || word > (mass[count - 1] * 4294967296) - 1);
            if (!right) wrong++;
        }

        wrong.ShouldBe(0);

        static uint Half(int neuron, uint half)
        {
            ulong low = (uint)((neuron / 128 * 16) + (neuron % 32 / 2)) | ((0xE0003000UL | half) << 32);
            (uint word0, uint word1, uint word2, uint word3) = Philox.Words(low, 5 | (9UL << 32), 7);
            uint word = (neuron % 128 / 32) switch { 0 => word0, 1 => word1, 2 => word2, _ => word3 };
            return neuron % 2 == 0 ? word & 0xFFFF : word >> 16;
        }
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(50)]
    public void A_count_does_not_depend_on_how_the_range_is_split(double mean)
    {
        PoissonCounts poisson = new(mean, 0.1, 7, 3);
        float[] whole = Ramp<float>(500);
        double[] wholeDouble = Ramp<double>(500);
        poisson.Add(whole, 100, 12);
        poisson.Add(wholeDouble, 100, 12);

        foreach (int cut in new[] { 0, 1, 15, 16, 17, 28, 63, 64, 65, 92, 128, 499, 500 })
        {
            float[] split = Ramp<float>(500);
            double[] splitDouble = Ramp<double>(500);
            poisson.Add(split.AsSpan(cut), 100 + cut, 12);
            poisson.Add(split.AsSpan(0, cut), 100, 12);
            poisson.Add(splitDouble.AsSpan(0, cut), 100, 12);
            poisson.Add(splitDouble.AsSpan(cut), 100 + cut, 12);
            split.ShouldBe(whole);
            splitDouble.ShouldBe(wholeDouble);
        }
    }

    [Fact]
    public void Both_precisions_add_the_same_counts()
    {
        PoissonCounts poisson = new(3.7, 1, 11, 0);
        float[] single = new float[333];
        double[] both = new double[333];
        poisson.Add(single, 5, 1L << 40);
        poisson.Add(both, 5, 1L << 40);

        single.Select(value => (double)value).ShouldBe(both);
    }

    [Fact]
    public void The_weight_multiplies_the_counts()
    {
        float[] one = new float[100];
        float[] weighted = Enumerable.Repeat(5f, 100).ToArray();
        new PoissonCounts(2, 1, 11, 0).Add(one, 0, 3);
        new PoissonCounts(2, -1.5, 11, 0).Add(weighted, 0, 3);

        weighted.ShouldBe(one.Select(count => 5 - (1.5f * count)));
    }

    [Fact]
    public void Steps_inputs_and_seeds_have_counts_of_their_own()
    {
        float[][] draws =
        [
            Draw(1, 0, 0), Draw(1, 0, 1), Draw(1, 0, 1L << 32), Draw(1, 0, 1L << 47), Draw(1, 1, 0), Draw(2, 0, 0), Draw(1UL << 32, 0, 0),
        ];
        for (int i = 0; i < draws.Length; i++)
        {
            for (int j = 0; j < i; j++) draws[i].ShouldNotBe(draws[j]);
        }

        static float[] Draw(ulong seed, uint index, long step)
        {
            float[] values = new float[64];
            new PoissonCounts(5, 1, seed, index).Add(values, 0, step);
            return values;
        }
    }

    [Fact]
    public void The_bits_are_those_of_every_processor()
    {
        float[] few = new float[10_000];
        float[] many = new float[10_000];
        new PoissonCounts(1.7, 0.3, 5, 6).Add(few, 0, 7);
        new PoissonCounts(70, 0.3, 5, 6).Add(many, 0, 7);

        ulong[] prints =
        [
            Fingerprint.Of<float>(few),
            Fingerprint.Of<float>(many),
        ];
        prints.ShouldBe(
        [
            547477239518980137, 15383934949238768069,
        ]);
    }

    [Fact]
    public void A_mean_of_zero_adds_nothing()
    {
        float[] values = Ramp<float>(100);
        new PoissonCounts(0, 1, 1, 1).Add(values, 0, 0);

        values.ShouldBe(Ramp<float>(100));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    [InlineData(double.NaN)]
    public void A_mean_out_of_range_is_refused(double mean) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PoissonCounts(mean, 1, 1, 1)).Message.ShouldContain("between 0 and 10000");

    private static T[] Ramp<T>(int length)
        where T : System.Numerics.INumber<T> => Enumerable.Range(0, length).Select(i => T.CreateChecked(i) / T.CreateChecked(7)).ToArray();

    private static double[] Masses(double mean, int length)
    {
        double[] mass = new double[length];
        int mode = (int)mean;
        mass[mode] = 1;
        for (int k = mode + 1; k < length; k++) mass[k] = mass[k - 1] * mean / k;
        for (int k = mode - 1; k >= 0; k--) mass[k] = mass[k + 1] * (k + 1) / mean;
        double total = mass.Sum();
        return mass.Select(m => m / total).ToArray();
    }
}
