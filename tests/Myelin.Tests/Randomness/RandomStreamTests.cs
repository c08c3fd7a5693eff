using Myelin.Randomness;

namespace Myelin.Tests.Randomness;

public class RandomStreamTests
{
    private const ulong Seed = 0x0123456789ABCDEF;

    [Fact]
    public void Takes_the_words_of_one_counter_after_the_other()
    {
        RandomStream stream = new(Seed, StreamPurpose.Weights, 3, 4);
        for (uint index = 0; index < 3; index++)
        {
            (uint word0, uint word1, uint word2, uint word3) = Philox.Words(index | (2UL << 60), 3 | (4UL << 32), Seed);
            stream.NextBits().ShouldBe(word0);
            stream.NextBits().ShouldBe(word1);
            stream.NextBits().ShouldBe(word2);
            stream.NextBits().ShouldBe(word3);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void A_shorter_span_gets_the_beginning_of_a_longer_one(int length)
    {
        RandomStream stream = new(Seed, StreamPurpose.Data);
        uint[] bits = new uint[1024];
        int[] ints = new int[1024];
        float[] uniform = new float[1024];
        float[] normal = new float[1024];
        Copy(stream).FillBits(bits);
        Copy(stream).FillInts(ints, 1000);
        Copy(stream).FillUniform(uniform);
        Copy(stream).FillNormal(normal);

        uint[] fewBits = new uint[length];
        int[] fewInts = new int[length];
        float[] fewUniform = new float[length];
        float[] fewNormal = new float[length];
        Copy(stream).FillBits(fewBits);
        Copy(stream).FillInts(fewInts, 1000);
        Copy(stream).FillUniform(fewUniform);
        Copy(stream).FillNormal(fewNormal);

        fewBits.ShouldBe(bits[..length]);
        fewInts.ShouldBe(ints[..length]);
        fewUniform.ShouldBe(uniform[..length]);
        fewNormal.ShouldBe(normal[..length]);
    }

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(1, 16u)]
    [InlineData(64, 16u)]
    [InlineData(65, 32u)]
    public void A_fill_consumes_sixteen_counters_for_64_numbers(int length, uint counters)
    {
        RandomStream stream = new(Seed, StreamPurpose.Data);
        stream.FillBits(new uint[length]);

        stream.NextBits().ShouldBe(Philox.Words(counters | (7UL << 60), 0, Seed).Word0);
    }

    [Fact]
    public void A_fill_starts_at_the_next_counter_divisible_by_sixteen()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data);
        stream.NextBits();
        uint[] bits = new uint[64];
        stream.FillBits(bits);

        for (uint lane = 0; lane < 16; lane++)
        {
            (uint word0, uint word1, uint word2, uint word3) = Philox.Words((16 + lane) | (7UL << 60), 0, Seed);
            new[] { bits[lane], bits[lane + 16], bits[lane + 32], bits[lane + 48] }.ShouldBe([word0, word1, word2, word3]);
        }
    }

    [Fact]
    public void The_bits_are_those_of_every_processor()
    {
        RandomStream stream = new(Seed, StreamPurpose.InitialState, 1, 2);
        uint[] bits = new uint[1001];
        int[] ints = new int[1001];
        float[] uniform = new float[1001];
        float[] normal = new float[100_001];
        stream.FillBits(bits);
        stream.FillInts(ints, 77_777);
        stream.FillUniform(uniform);
        stream.FillNormal(normal);
        double[] single =
        [
            stream.NextDouble(), stream.NextNormal(), stream.NextInt(100), stream.NextBinomial(50, 0.1), stream.NextBinomial(5000, 0.3),
        ];

        ulong[] prints =
        [
            Fingerprint.Of<uint>(bits),
            Fingerprint.Of<int>(ints),
            Fingerprint.Of<float>(uniform),
            Fingerprint.Of<float>(normal),
            Fingerprint.Of<double>(single),
        ];
        prints.ShouldBe(
        [
            5489900000249201665, 9035965414618973159, 16312987127539992621, 3191739934178855366, 6123575161731175288,
        ]);
    }

    [Fact]
    public void Streams_of_another_seed_purpose_or_index_differ()
    {
        ulong[] prints =
        [
            Print(new(Seed, StreamPurpose.Data)),
            Print(new(Seed + 1, StreamPurpose.Data)),
            Print(new(Seed + (1UL << 32), StreamPurpose.Data)),
            Print(new(Seed, StreamPurpose.Inputs)),
            Print(new(Seed, StreamPurpose.Data, 1)),
            Print(new(Seed, StreamPurpose.Data, 0, 1)),
        ];

        prints.ShouldBeUnique();

        static ulong Print(RandomStream stream)
        {
            uint[] bits = new uint[64];
            stream.FillBits(bits);
            return Fingerprint.Of<uint>(bits);
        }
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 5);
        float[] values = new float[1 << 20];
        stream.FillUniform(values);
        long[] counts = new long[1000];
        foreach (float value in values) counts[(int)(value * 1000)]++;

        values.Min().ShouldBeGreaterThanOrEqualTo(0);
        values.Max().ShouldBeLessThan(1);
        Math.Abs(ChiSquare.Excess(counts, _ => 1e-3)).ShouldBeLessThan(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Whole_numbers_are_uniform_below_the_bound(int bound)
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 6);
        int[] values = new int[1 << 20];
        stream.FillInts(values, bound);
        int classes = Math.Min(bound, 1000);
        long[] counts = new long[classes];
        foreach (int value in values)
        {
            value.ShouldBeInRange(0, bound - 1);
            counts[(int)((long)value * classes / bound)]++;
        }

        if (classes > 1) Math.Abs(ChiSquare.Excess(counts, _ => 1.0 / classes)).ShouldBeLessThan(3);
    }

    [Fact]
    public void Single_numbers_are_those_of_the_words()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 7);
        RandomStream words = new(Seed, StreamPurpose.Data, 7);
        ulong high = words.NextBits();
        ulong low = words.NextBits();

        stream.NextDouble().ShouldBe(((high << 32) | low) / 2048 * Math.Pow(2, -53));
        stream.NextInt(10).ShouldBe((int)((ulong)words.NextBits() * 10 >> 32));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_shape()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 8);
        float[] values = new float[1 << 22];
        stream.FillNormal(values);

        Moments(values.Select(value => (double)value).ToArray());
        values.ShouldAllBe(value => float.IsFinite(value) && Math.Abs(value) < 6.7f);
    }

    [Fact]
    public void Single_normal_numbers_have_the_moments_and_the_shape()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 9);
        double[] values = new double[1 << 18];
        foreach (ref double value in values.AsSpan()) value = stream.NextNormal();

        Moments(values);
    }

    [Fact]
    public void Neighbouring_normal_numbers_are_independent()
    {
        RandomStream stream = new(Seed, StreamPurpose.Data, 10);
        float[] values = new float[1 << 20];
        stream.FillNormal(values);

        // 16 apart are the two of one pair; the other distances are other lanes, words and groups.
        foreach (int distance in new[] { 1, 2, 16, 32, 48, 64 })
        {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i + distance < values.Length; i++)
            {
                sum += (double)values[i] * values[i + distance];
                squares += ((double)values[i] * values[i] - 1) * ((double)values[i + distance] * values[i + distance] - 1);
            }

            Math.Abs(sum / Math.Sqrt(values.Length)).ShouldBeLessThan(3, $"distance {distance}");
            Math.Abs(squares / Math.Sqrt(4.0 * values.Length)).ShouldBeLessThan(3, $"distance {distance}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_one_is_refused(int bound)
    {
        RandomStream stream = new(Seed, StreamPurpose.Data);
        Should.Throw<ArgumentOutOfRangeException>(() => stream.NextInt(bound));
        Should.Throw<ArgumentOutOfRangeException>(() => stream.FillInts(new int[1], bound));
    }

    private static void Moments(double[] values)
    {
        double n = values.Length;
        Math.Abs(values.Sum() / Math.Sqrt(n)).ShouldBeLessThan(3, "mean");
        Math.Abs(values.Sum(v => (v * v) - 1) / Math.Sqrt(2 * n)).ShouldBeLessThan(3, "variance");
        Math.Abs(values.Sum(v => v * v * v) / Math.Sqrt(15 * n)).ShouldBeLessThan(3, "third moment");
        Math.Abs(values.Sum(v => (v * v * v * v) - 3) / Math.Sqrt(96 * n)).ShouldBeLessThan(3, "fourth moment");

        long[] counts = new long[100];
        foreach (double value in values) counts[Math.Clamp((int)Math.Floor((value * 10) + 50), 0, 99)]++;
        double excess = ChiSquare.Excess(counts, i => NormalShare(i == 0 ? -12 : (i - 50) / 10.0, i == 99 ? 12 : (i - 49) / 10.0));
        Math.Abs(excess).ShouldBeLessThan(3, "shape");
    }

    private static double NormalShare(double low, double high)
    {
        const int Intervals = 2000;
        double width = (high - low) / Intervals;
        double sum = 0;
        for (int i = 0; i < Intervals; i++) sum += Math.Exp(-Math.Pow(low + ((i + 0.5) * width), 2) / 2);
        return sum * width / Math.Sqrt(2 * Math.PI);
    }

    private static RandomStream Copy(RandomStream stream) => stream;
}
