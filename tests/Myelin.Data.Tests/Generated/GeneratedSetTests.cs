using Myelin.Data.Generated;

namespace Myelin.Data.Tests.Generated;

public sealed class GeneratedSetTests
{
    public static TheoryData<string> Names => ["yin-yang", "manifolds", "xor", "match", "digits", "gestures"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_a_function_of_seed_and_index_whatever_was_read_before(string name)
    {
        IDataset first = Make(name, 5), second = Make(name, 5), other = Make(name, 6);
        float[][] forwards = [.. Enumerable.Range(0, 30).Select(i => Read(first, i))];
        foreach (int i in Enumerable.Range(0, 30).Reverse()) Read(second, i).ShouldBe(forwards[i]);
        Enumerable.Range(0, 30).Count(i => Read(other, i).SequenceEqual(forwards[i])).ShouldBeLessThan(3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_read_the_same(string name)
    {
        IDataset set = Make(name, 5);
        IDataset same = Make(name, 5);
        float[][] alone = [.. Enumerable.Range(0, 60).Select(i => Read(same, i))];
        float[][] together = new float[60][];
        Parallel.For(0, 60, i => together[i] = Read(set, i));
        together.ShouldBe(alone);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Classes_come_equally_often_and_wrong_indices_are_refused(string name)
    {
        IDataset set = Make(name, 5);
        Enumerable.Range(0, set.Count).Select(set.Label).Distinct().Order().ShouldBe(Enumerable.Range(0, set.Classes));
        Enumerable.Range(0, set.Count).GroupBy(set.Label).Select(g => g.Count()).Max().ShouldBeLessThanOrEqualTo((set.Count / set.Classes) + 1);
        Should.Throw<ArgumentOutOfRangeException>(() => set.Label(set.Count));
        Should.Throw<ArgumentOutOfRangeException>(() => set.Read(-1, new float[Shapes.Size(set.SampleShape)]));
        Should.Throw<ArgumentException>(() => set.Read(0, new float[1]));
        set.SampleShape.ShouldBeSameAs(set.SampleShape);
    }

    [Theory]
    [InlineData(BinaryQuestion.Parity)]
    [InlineData(BinaryQuestion.Match)]
    public void Bits_are_asked_about_as_a_reader_would(BinaryQuestion question)
    {
        var set = new BinaryMemory(question, bits: 4, steps: 9, count: 400, seed: 3);
        set.SampleShape.ShouldBe([9, 1]);
        for (int i = 0; i < set.Count; i++)
        {
            float[] bits = Read(set, i);
            bits.ShouldAllBe(b => b == 0 || b == 1);
            set.Label(i).ShouldBe(set.Answer(bits, 4));
            set.Label(i).ShouldBe(question == BinaryQuestion.Parity ? (int)(bits[5] + bits[6] + bits[7] + bits[8]) % 2 : bits[5] == bits[8] ? 1 : 0);
            set.Answer(bits, 9).ShouldBe(question == BinaryQuestion.Parity ? (int)bits.Sum() % 2 : bits[0] == bits[8] ? 1 : 0);
        }

        Enumerable.Range(0, 400).Count(i => set.Label(i) == 1).ShouldBeInRange(120, 260);
        Read(set, 7).ShouldBe(Read(new BinaryMemory(question, bits: 4, steps: 9, count: 10, seed: 3), 7));
        Should.Throw<ArgumentOutOfRangeException>(() => set.Answer(new float[9], 10)).Message.ShouldContain("2 to 9");
        Should.Throw<ArgumentOutOfRangeException>(() => new BinaryMemory(question, bits: 10, steps: 9));
        Should.Throw<ArgumentOutOfRangeException>(() => new BinaryMemory(question, bits: 1));
    }

    [Fact]
    public void Yin_Yang_points_lie_in_the_region_of_their_class()
    {
        var set = new YinYang(3000);
        for (int i = 0; i < set.Count; i++)
        {
            float[] sample = Read(set, i);
            (sample[0] + sample[2], sample[1] + sample[3]).ShouldBe((1f, 1f));
            double x = sample[0] - 0.5, y = sample[1] - 0.5;
            ((x * x) + (y * y)).ShouldBeLessThanOrEqualTo(0.2500001);
            YinYang.ClassOf(sample[0], sample[1]).ShouldBe(set.Label(i));
        }
    }

    [Theory]
    [InlineData(0.75, 0.5, 2)]
    [InlineData(0.25, 0.5, 2)]
    [InlineData(0.5, 0.9, 1)]
    [InlineData(0.5, 0.1, 0)]
    [InlineData(0.25, 0.3, 1)]
    [InlineData(0.75, 0.7, 0)]
    [InlineData(0.25, 0.7, 1)]
    [InlineData(0.75, 0.3, 0)]
    public void Yin_is_above_and_in_the_left_half_circle(double x, double y, int expected) => YinYang.ClassOf(x, y).ShouldBe(expected);

    [Fact]
    public void Yin_and_yang_have_equal_areas_and_swap_when_the_disc_is_turned()
    {
        // Dots: two circles of radius 0.1 in one of radius 0.5, 8 % of the area.
        int[] counts = new int[3];
        for (int i = 0; i <= 1000; i++)
        {
            for (int k = 0; k <= 1000; k++)
            {
                double x = i / 1000.0, y = k / 1000.0;
                if (((x - 0.5) * (x - 0.5)) + ((y - 0.5) * (y - 0.5)) > 0.2499) continue;
                counts[YinYang.ClassOf(x, y)]++;
            }
        }

        double total = counts.Sum();
        (counts[2] / total).ShouldBe(0.08, 0.001);
        (counts[0] / total).ShouldBe(0.46, 0.002);
        (counts[1] / total).ShouldBe(0.46, 0.002);
    }

    [Fact]
    public void Every_neuron_of_a_manifold_spikes_once_and_uses_the_whole_time()
    {
        var set = new RandomManifolds(100, classes: 3, neurons: 5, steps: 50);
        for (int i = 0; i < set.Count; i++)
        {
            float[] sample = Read(set, i);
            for (int n = 0; n < 5; n++)
            {
                Enumerable.Range(0, 50).Sum(t => sample[(5 * t) + n]).ShouldBe(1);
            }
        }

        for (int f = 0; f < 15; f++)
        {
            double[] along = [.. Enumerable.Range(0, 1001).Select(i => set.Coordinate(f / 5, f % 5, [i / 1000.0]))];
            (along.Min(), along.Max()).ShouldBe((0, 1));
        }
    }

    [Fact]
    public void Manifolds_are_smooth_and_smoother_with_a_larger_exponent()
    {
        Roughness(5).ShouldBeLessThan(Roughness(1.6) / 3);

        static double Roughness(double alpha)
        {
            var set = new RandomManifolds(10, classes: 2, neurons: 5, dimensions: 2, alpha: alpha);
            double sum = 0;
            for (int n = 0; n < 10; n++)
            {
                for (double x = 0; x < 1; x += 0.01)
                    sum += Math.Abs(set.Coordinate(n / 5, n % 5, [x, 0.4]) - (2 * set.Coordinate(n / 5, n % 5, [x + 0.005, 0.4])) + set.Coordinate(n / 5, n % 5, [x + 0.01, 0.4]));
            }

            return sum;
        }
    }

    [Fact]
    public void Other_samples_of_the_same_manifolds_lie_on_them()
    {
        var train = new RandomManifolds(300, classes: 2, neurons: 8, seed: 3);
        var test = new RandomManifolds(40, classes: 2, neurons: 8, seed: 3, sampleSeed: 9);
        int right = 0;
        for (int i = 0; i < test.Count; i++)
        {
            double[] times = Times(test, i);
            int nearest = Enumerable.Range(0, train.Count).MinBy(k => Times(train, k).Zip(times).Sum(p => (p.First - p.Second) * (p.First - p.Second)));
            right += train.Label(nearest) == test.Label(i) ? 1 : 0;
        }

        right.ShouldBeGreaterThanOrEqualTo(39);

        static double[] Times(IDataset set, int index)
        {
            float[] sample = Read(set, index);
            return [.. Enumerable.Range(0, 8).Select(n => (double)Enumerable.Range(0, 100).First(t => sample[(8 * t) + n] == 1))];
        }
    }

    [Fact]
    public void The_exclusive_or_is_told_by_the_two_cues_together_only()
    {
        var set = new TemporalXor(400);
        set.SampleShape.ShouldBe([50, 20]);
        for (int i = 0; i < set.Count; i++)
        {
            float[] sample = Read(set, i);
            (int first, int second) = set.Bits(i);
            set.Label(i).ShouldBe(first == second ? 0 : 1);
            (Spikes(sample, 0, 10, 10 * first) > Spikes(sample, 0, 10, 10 * (1 - first)) + 10).ShouldBeTrue();
            (Spikes(sample, 30, 40, 10 * second) > Spikes(sample, 30, 40, 10 * (1 - second)) + 10).ShouldBeTrue();
        }

        foreach (var part in Enumerable.Range(0, 400).GroupBy(i => set.Bits(i))) part.Count().ShouldBe(100);

        static double Spikes(float[] sample, int from, int to, int neuron)
        {
            double sum = 0;
            for (int t = from; t < to; t++) sum += sample.AsSpan((20 * t) + neuron, 10).ToArray().Sum();
            return sum;
        }
    }

    [Fact]
    public void A_delayed_match_shows_two_stimuli_with_delays_of_every_length()
    {
        var set = new DelayedMatch(600, stimuli: 3, neuronsPerStimulus: 6) { Noise = 0, StimulusProbability = 1, ShortestDelay = 2, LongestDelay = 5 };
        var lengths = new HashSet<int>();
        for (int i = 0; i < set.Count; i++)
        {
            float[] sample = Read(set, i);
            (int first, int second) = set.Pair(i);
            (first == second).ShouldBe(set.Label(i) == 1);
            lengths.Add(set.Length(i));
            int steps = set.Length(i);
            for (int t = 0; t < steps; t++)
            {
                int shown = t < 10 ? first : t >= steps - 20 && t < steps - 10 ? second : -1;
                for (int n = 0; n < 18; n++) sample[(18 * t) + n].ShouldBe(n / 6 == shown ? 1f : 0f);
            }
        }

        lengths.Order().ShouldBe([32, 33, 34, 35]);
        set.SampleShape.ShouldBe([35, 18]);
        Enumerable.Range(0, 600).Select(set.Pair).Distinct().Count().ShouldBe(9);
    }

    [Fact]
    public void A_forecast_asks_for_a_later_value()
    {
        double[] series = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        IDataset set = new SeriesForecast("the count", series, window: 4, horizon: 3, stride: 2);
        set.Count.ShouldBe(7);
        for (int i = 0; i < set.Count; i++)
        {
            Read(set, i).ShouldBe([2f * i, (2f * i) + 1, (2f * i) + 2, (2f * i) + 3]);
            float[] target = new float[1];
            set.Target(i, target);
            target[0].ShouldBe((2f * i) + 6);
            set.Label(i).ShouldBe(-1);
        }

        Should.Throw<ArgumentException>(() => new SeriesForecast("the count", series, 18, 3)).Message.ShouldContain("at least 21");
    }

    [Fact]
    public void The_Mackey_Glass_series_swings_within_its_attractor_and_differs_by_seed()
    {
        SeriesForecast set = MackeyGlassSeries.Forecast(500, window: 50, horizon: 6);
        set.Count.ShouldBe(500);
        float[] first = Read(set, 0), later = Read(set, 56), target = new float[1];
        ((IDataset)set).Target(5, target);
        target[0].ShouldBe(later[4]);
        float[] all = [.. Enumerable.Range(0, 500).Select(i => Read(set, i)[0])];
        (all.Min() > 0.3 && all.Max() < 1.4 && all.Min() < 0.6 && all.Max() > 1.2).ShouldBeTrue();
        Read(MackeyGlassSeries.Forecast(500, window: 50, horizon: 6), 0).ShouldBe(first);
        Read(MackeyGlassSeries.Forecast(500, window: 50, horizon: 6, seed: 2), 0).ShouldNotBe(first);
    }

    private static IDataset Make(string name, ulong seed) => name switch
    {
        "yin-yang" => new YinYang(120, seed),
        "manifolds" => new RandomManifolds(120, 4, 6, 30, 2, 2, seed),
        "xor" => new TemporalXor(120, seed),
        "gestures" => new Gestures(120, seed) { Side = 10, Steps = 12 },
        "match" => new DelayedMatch(120, seed: seed),
        _ => new SyntheticDigits(120, seed),
    };

    private static float[] Read(IDataset set, int index)
    {
        float[] sample = new float[set.Length(index) * Shapes.StepSize(set.SampleShape)];
        set.Read(index, sample);
        return sample;
    }
}
