using Myelin.Randomness;

namespace Myelin.Tests.Randomness;

public class DrawsTests
{
    [Theory]
    [InlineData(0UL, 0, 0L, 0)]
    [InlineData(0x123456789UL, 3, 5_000_000_000L, 48)]
    public void Every_engine_draws_the_same_numbers(ulong seed, int population, long step, int firstNeuron)
    {
        SimdDraws single = SimdDraws.Open(seed, population, step, firstNeuron);
        SimdDoubleDraws both = SimdDoubleDraws.Open(seed, population, step, firstNeuron);
        ScalarDraws[] scalars = new ScalarDraws[16];
        for (int lane = 0; lane < 16; lane++) scalars[lane] = ScalarDraws.Open(seed, population, step, firstNeuron + lane);

        // Three counters' words.
        for (int j = 0; j < 12; j++)
        {
            Myelin.Values.Simd floats = single.Uniform();
            Myelin.Values.SimdDouble doubles = both.Uniform();
            for (int lane = 0; lane < 16; lane++)
            {
                double expected = scalars[lane].Uniform().Number;
                ((double)floats.Vector[lane]).ShouldBe(expected);
                (lane < 8 ? doubles.Low[lane] : doubles.High[lane - 8]).ShouldBe(expected);
            }
        }
    }

    [Fact]
    public void Numbers_of_neurons_steps_and_calls_are_uniform_and_distinct()
    {
        long[] counts = new long[100];
        HashSet<float> seen = [];
        int drawn = 0;
        for (long step = 0; step < 100; step++)
        {
            for (int neuron = 0; neuron < 160; neuron += 16)
            {
                SimdDraws draws = SimdDraws.Open(9, 1, step, neuron);
                for (int j = 0; j < 6; j++)
                {
                    Myelin.Values.Simd number = draws.Uniform();
                    for (int lane = 0; lane < 16; lane++, drawn++)
                    {
                        counts[(int)(number.Vector[lane] * 100)]++;
                        seen.Add(number.Vector[lane]);
                    }
                }
            }
        }

        Math.Abs(ChiSquare.Excess(counts, _ => 0.01)).ShouldBeLessThan(3);

        // Of n numbers among 2^24, about n^2 / 2^25 meet by chance.
        double meetings = (double)drawn * drawn / (1 << 25);
        ((double)(drawn - seen.Count)).ShouldBe(meetings, 4 * Math.Sqrt(meetings));
    }

    [Fact]
    public void Other_steps_populations_and_seeds_have_other_numbers()
    {
        double[] numbers =
        [
            First(1, 0, 0), First(1, 0, 1), First(1, 0, 1L << 32), First(1, 0, 1L << 47), First(1, 1, 0),
            First(2, 0, 0), First(1UL << 32, 0, 0),
        ];
        numbers.ShouldBeUnique();

        static double First(ulong seed, int population, long step) => ScalarDraws.Open(seed, population, step, 0).Uniform().Number;
    }
}
