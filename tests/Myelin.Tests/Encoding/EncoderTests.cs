using FsCheck;
using FsCheck.Fluent;
using Myelin.Encoding;
using Myelin.Randomness;
using static Myelin.Syntax;

namespace Myelin.Tests.Encoding;

public sealed class EncoderTests
{
    private static Arbitrary<float[]> Values => Gen.Choose(0, 1000).Select(v => v / 1000f).NonEmptyListOf().Select(v => v.ToArray()).ToArbitrary();

    public static TheoryData<IEncoder> All =>
    [
        new BernoulliCode(), new PoissonCode(200 * Hz, 1 * ms), LatencyCode.Linear(), LatencyCode.Logarithmic(10), new PhaseCode(4), new BurstCode(), new DirectCode(), new PopulationCode(5),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Spikes_follow_from_values_and_seed_and_fill_the_span(IEncoder code)
    {
        float[] values = [0, 0.3f, 0.7f, 1, -1, 2, float.NaN];
        int neurons = code.Neurons(values.Length);
        float[] first = new float[20 * neurons], second = new float[20 * neurons];
        first.AsSpan().Fill(9);
        RandomStream a = new(3, StreamPurpose.Data), b = new(3, StreamPurpose.Data);
        code.Encode(values, first, ref a);
        code.Encode(values, second, ref b);
        second.ShouldBe(first);
        if (code is not DirectCode) first.ShouldAllBe(v => v == 0 || v == 1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Half_a_step_is_refused(IEncoder code)
    {
        RandomStream random = new(3, StreamPurpose.Data);
        Should.Throw<ArgumentException>(() => code.Encode([0.5f, 0.5f], new float[(3 * code.Neurons(2)) + 1], ref random));
        Should.Throw<ArgumentException>(() => code.Encode([0.5f], [], ref random));
        Should.Throw<ArgumentException>(() => code.Encode([], new float[4], ref random));
    }

    [Fact]
    public void A_Bernoulli_code_spikes_as_often_as_its_values_say()
    {
        const int Steps = 20_000;
        float[] values = [0, 0.1f, 0.5f, 0.9f, 1, 1.7f, -0.2f, float.NaN];
        float[] rates = Rates(new BernoulliCode(), values, Steps);
        float[] expected = [0, 0.1f, 0.5f, 0.9f, 1, 1, 0, 0];

        // Five standard deviations of a binomial share.
        for (int i = 0; i < rates.Length; i++) Math.Abs(rates[i] - expected[i]).ShouldBeLessThanOrEqualTo((float)(5 * Math.Sqrt(expected[i] * (1 - expected[i]) / Steps)));
    }

    [Fact]
    public void Bernoulli_spikes_are_independent_from_step_to_step_and_neuron_to_neuron()
    {
        const int Steps = 40_000;
        float[] spikes = Encoded(new BernoulliCode(), [0.3f, 0.3f], Steps);
        double together = 0, following = 0;
        for (int t = 1; t < Steps; t++)
        {
            together += spikes[2 * t] * spikes[(2 * t) + 1];
            following += spikes[2 * t] * spikes[(2 * t) - 2];
        }

        double deviation = Math.Sqrt(0.09 * 0.91 / Steps);
        Math.Abs((together / Steps) - 0.09).ShouldBeLessThan(5 * deviation);
        Math.Abs((following / Steps) - 0.09).ShouldBeLessThan(5 * deviation);
    }

    [Fact]
    public void A_Poisson_code_spikes_where_its_process_has_an_event()
    {
        const int Steps = 40_000;
        float[] values = [0, 0.25f, 1];
        float[] rates = Rates(new PoissonCode(100 * Hz, 2 * ms), values, Steps);
        for (int i = 0; i < rates.Length; i++)
        {
            double expected = 1 - Math.Exp(-values[i] * 0.2);
            Math.Abs(rates[i] - expected).ShouldBeLessThanOrEqualTo(5 * Math.Sqrt(expected * (1 - expected) / Steps));
        }

        Should.Throw<ArgumentException>(() => new PoissonCode(-1 * Hz, 1 * ms));
        Should.Throw<ArgumentException>(() => new PoissonCode(10 * Hz, 0 * ms));
    }

    [Fact]
    public void A_linear_latency_is_read_back_to_half_a_step() =>
        Prop.ForAll(Values, values =>
        {
            const int Steps = 50;
            float[] spikes = Encoded(LatencyCode.Linear(), values, Steps);
            float[] read = new float[values.Length];
            LatencyDecoder.Decode(spikes, read);
            return values.Zip(read).All(pair => Math.Abs(pair.First - pair.Second) <= 0.5001f / (Steps - 1))
                && values.Select((v, n) => Enumerable.Range(0, Steps).Sum(t => spikes[(t * values.Length) + n]) == (v > 0 ? 1 : 0)).All(once => once);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.25f, 16)]
    [InlineData(0.4f, 6)]
    [InlineData(1f, 2)]
    [InlineData(0.2f, -1)]
    [InlineData(0.2001f, -1)]
    public void A_logarithmic_latency_is_when_an_integrator_reaches_its_threshold(float value, int step)
    {
        // tau ln(x / (x - 0.2)) with tau = 10: ln 5 = 1.609, ln 2 = 0.693, ln 1.25 = 0.223; 0.2001 would need 76 steps.
        float[] spikes = Encoded(LatencyCode.Logarithmic(10), [value], 50);
        Array.IndexOf(spikes, 1f).ShouldBe(step);
        spikes.Sum().ShouldBe(step < 0 ? 0 : 1);
        if (step < 0) return;

        double potential = 0;
        int naive = -1;
        const int Fine = 1000;
        for (int k = 0; naive < 0; k++)
        {
            potential += (value - potential) * (1 - Math.Exp(-1.0 / (10 * Fine)));
            if (potential > 0.2f) naive = k / Fine;
        }

        naive.ShouldBe(step);
    }

    [Fact]
    public void A_phase_code_is_the_binary_expansion()
    {
        float[] spikes = Encoded(new PhaseCode(4), [0.6875f, 1, 0, -3, float.NaN], 8);
        Column(spikes, 5, 0).ShouldBe([1f, 0f, 1f, 1f, 1f, 0f, 1f, 1f]);
        Column(spikes, 5, 1).ShouldAllBe(v => v == 1);
        for (int n = 2; n < 5; n++) Column(spikes, 5, n).ShouldAllBe(v => v == 0);
    }

    [Fact]
    public void A_phase_code_is_read_back_to_its_last_digit() =>
        Prop.ForAll(Values, Gen.Choose(1, 12).ToArbitrary(), (values, period) =>
        {
            var code = new PhaseCode(period);
            float[] read = new float[values.Length];
            code.Decode(Encoded(code, values, (3 * period) + 1), read);
            return values.Zip(read).All(pair => pair.First - pair.Second >= -1e-6 && pair.First - pair.Second <= Math.Pow(2, -period) + 1e-6);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1f, new[] { 0, 2, 4, 6, 8 })]
    [InlineData(0.5f, new[] { 0, 6, 12 })]
    [InlineData(0.01f, new[] { 0 })]
    [InlineData(0f, new int[0])]
    public void A_burst_has_more_and_closer_spikes_for_larger_values(float value, int[] steps)
    {
        float[] spikes = Encoded(new BurstCode(), [value], 30);
        Enumerable.Range(0, 30).Where(t => spikes[t] == 1).ShouldBe(steps);
    }

    [Fact]
    public void A_direct_code_repeats_the_values() => Encoded(new DirectCode(), [0.5f, -2], 3).ShouldBe([0.5f, -2, 0.5f, -2, 0.5f, -2]);

    private static float[] Encoded(IEncoder code, float[] values, int steps)
    {
        float[] spikes = new float[steps * code.Neurons(values.Length)];
        RandomStream random = new(17, StreamPurpose.Data);
        code.Encode(values, spikes, ref random);
        return spikes;
    }

    private static float[] Rates(IEncoder code, float[] values, int steps)
    {
        float[] rates = new float[values.Length];
        RateDecoder.Decode(Encoded(code, values, steps), rates);
        return rates;
    }

    private static float[] Column(float[] spikes, int neurons, int n) => [.. Enumerable.Range(0, spikes.Length / neurons).Select(t => spikes[(t * neurons) + n])];
}
