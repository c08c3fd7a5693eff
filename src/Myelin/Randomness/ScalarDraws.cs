using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>The random numbers of one neuron in a step: those that the neuron has in its block of <see cref="SimdDraws"/>.</summary>
public struct ScalarDraws : IBlockDraws<Scalar, ScalarDraws>
{
    private ulong seed;
    private long step;
    private uint population;
    private uint neuron;
    private int drawn;
    private (uint Word0, uint Word1, uint Word2, uint Word3) words;

    /// <inheritdoc/>
    public static ScalarDraws Open(ulong seed, int population, long step, int firstNeuron) =>
        new() { seed = seed, step = step, population = (uint)population, neuron = (uint)firstNeuron };

    /// <summary>The next number, a multiple of 2^-24 in [0, 1).</summary>
    public Scalar Uniform()
    {
        int word = drawn & 3;
        if (word == 0)
        {
            uint word1 = StepCounter.Word1(StreamPurpose.Neurons, step, drawn >> 2);
            words = Philox.Words(neuron | ((ulong)word1 << 32), population | ((ulong)StepCounter.Word3(step) << 32), seed);
        }

        drawn++;
        uint bits = word switch
        {
            0 => words.Word0,
            1 => words.Word1,
            2 => words.Word2,
            _ => words.Word3,
        };
        return new Scalar((bits >> 8) * (1.0 / (1 << 24)));
    }
}
