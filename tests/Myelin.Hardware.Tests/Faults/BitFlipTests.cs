using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Flips of bits in weights and in states of neurons.</summary>
public sealed class BitFlipTests
{
    [Theory]
    [InlineData(0, 8, 7, -128)]
    [InlineData(127, 8, 7, -1)]
    [InlineData(-1, 8, 0, -2)]
    [InlineData(5, 8, 1, 7)]
    [InlineData(-8, 4, 3, 0)]
    public void A_bit_of_a_whole_number_flips_as_in_twos_complement(long value, int bits, int bit, long expected) =>
        BitErrors.Whole(value, bits, 1UL << bit).ShouldBe(expected);

    [Fact]
    public void A_flip_is_undone_by_itself() => Prop.ForAll(ArbMap.Default.ArbFor<short>(), ArbMap.Default.ArbFor<byte>(), (value, place) =>
    {
        ulong mask = 1UL << (place % 16);
        return BitErrors.Whole(BitErrors.Whole(value, 16, mask), 16, mask) == value && BitErrors.Whole(value, 16, mask) != value;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bits_of_a_float_are_those_of_the_standard()
    {
        BitErrors.Single(1, 1U << 31).ShouldBe(-1);
        BitErrors.Single(1, 1U << 23).ShouldBe(0.5f);
        BitErrors.Single(1, 1U << 22).ShouldBe(1.5f);
        BitErrors.Single(0.5f, 1U << 30).ShouldBe(MathF.ScaleB(1, 127));
        BitErrors.Single(1, 1U << 30).ShouldBe(float.MaxValue);
        BitErrors.Single(-1.5f, 1U << 30).ShouldBe(0);
    }

    [Fact]
    public void Fixed_point_numbers_flip_within_their_word()
    {
        var format = new FixedFormat(8, 4);
        BitErrors.Fixed(1.5, format, 1).ShouldBe(1.5625);
        BitErrors.Fixed(100, format, 0).ShouldBe(format.Most);
        BitErrors.Fixed(1, format, 1UL << 7).ShouldBe(-7);
    }

    [Fact]
    public void The_signs_of_all_weights_flip_at_a_rate_of_one()
    {
        double[] original = Samples.Weights(Samples.Layers(), 0);
        double[] floats = Samples.Weights(new FloatBitFlips(1) { Only = 31 }.Apply(Samples.Layers(), 1), 0);
        for (int i = 0; i < original.Length; i++) floats[i].ShouldBe(-(float)original[i]);

        // In two's complement the sign bit is worth half of all numbers.
        double[] whole = Samples.Weights(new IntegerBitFlips(1, 8) { Only = 7 }.Apply(Samples.Layers(), 1), 0);
        double unit = original.Max(Math.Abs) / 127;
        for (int i = 0; i < original.Length; i++)
        {
            double rounded = Math.Round(original[i] / unit);
            whole[i].ShouldBe((rounded + (rounded < 0 ? 128 : -128)) * unit, 1e-12);
        }
    }

    [Fact]
    public void Without_flips_a_weight_is_rounded_to_its_word()
    {
        double[] original = Samples.Weights(Samples.Layers(), 0), stored = Samples.Weights(new IntegerBitFlips(0, 4).Apply(Samples.Layers(), 1), 0);
        double unit = original.Max(Math.Abs) / 7;
        for (int i = 0; i < original.Length; i++)
        {
            Math.Abs(stored[i] - original[i]).ShouldBeLessThanOrEqualTo((unit / 2) + 1e-12);
            Math.Abs((stored[i] / unit) - Math.Round(stored[i] / unit)).ShouldBeLessThan(1e-9);
        }
    }

    [Fact]
    public void As_many_bits_flip_as_the_rate_says_and_a_higher_rate_flips_them_too()
    {
        double[] zeros = new double[4000];
        zeros[0] = 127;
        long[] low = Words(0.01), high = Words(0.1);
        Count(low).ShouldBe(8 * 4000 * 0.01, 5 * Math.Sqrt(8 * 4000 * 0.01));
        Count(high).ShouldBe(8 * 4000 * 0.1, 5 * Math.Sqrt(8 * 4000 * 0.1));
        for (int i = 1; i < low.Length; i++) (low[i] & ~high[i] & 0xFF).ShouldBe(0);

        long[] Words(double rate)
        {
            var network = new Network();
            Population a = network.Relay("a", 40), b = network.Population("b", 100, new Myelin.Neurons.Leaky());
            network.Connect(a, b, Syntax.Dense(new Myelin.Connectivity.WeightTensor(zeros, 100, 40)));
            return [.. Samples.Weights(new IntegerBitFlips(rate).Apply(network, 3), 0).Select(w => (long)Math.Round(w))];
        }

        static double Count(long[] words) => words.Skip(1).Sum(w => long.PopCount(w & 0xFF));
    }

    [Fact]
    public void States_flip_between_steps_and_the_run_goes_on()
    {
        var fault = new StateBitFlips(1) { Populations = ["hidden"], Format = new FixedFormat(16, 8), Variables = ["U"] };
        using var run = new Simulator(fault.Apply(Samples.Layers(), 1), Samples.Dt);
        Population hidden = run.Network.Populations[1], output = run.Network.Populations[2];
        run.RunSteps(5);
        double[] before = new double[5], after = new double[5], others = new double[3], othersAfter = new double[3];
        run.GetState(hidden, "U", before);
        run.GetState(output, "U", others);
        fault.BetweenSteps(run, 1, 5);
        run.GetState(hidden, "U", after);
        run.GetState(output, "U", othersAfter);

        // With all bits flipped, a number in two's complement becomes minus itself, less one of the last bit.
        for (int i = 0; i < before.Length; i++) after[i].ShouldBe(-(Math.Round(before[i] * 256) / 256) - (1.0 / 256), 1e-6);
        othersAfter.ShouldBe(others);
        run.RunSteps(5);
    }

    [Fact]
    public void States_of_floats_stay_finite_at_any_rate()
    {
        var fault = new StateBitFlips(0.3);
        using var run = new Simulator(fault.Apply(Samples.Layers(), 1), Samples.Dt);
        double[] state = new double[5];
        for (int step = 0; step < 50; step++)
        {
            run.RunSteps(1);
            fault.BetweenSteps(run, 2, step);
            run.GetState(run.Network.Populations[1], "U", state);
            state.ShouldAllBe(u => double.IsFinite(u));
        }
    }
}
