using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>
/// The random numbers of a block of sixteen neurons in a step, single precision. Number j of a neuron is a pure function of (seed,
/// population, step, neuron, j), the same in every engine; after 16,384 numbers in one step they repeat.
/// </summary>
public struct SimdDraws : IBlockDraws<Simd, SimdDraws>
{
    private PhiloxKey key;
    private PhiloxWords words;
    private long step;
    private uint population;
    private uint firstNeuron;
    private int drawn;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDraws Open(ulong seed, int population, long step, int firstNeuron)
    {
        SimdDraws draws;
        Unsafe.SkipInit(out draws);
        draws.key = new PhiloxKey(seed);
        draws.step = step;
        draws.population = (uint)population;
        draws.firstNeuron = (uint)firstNeuron;
        draws.drawn = 0;
        return draws;
    }

    /// <summary>The next number, a multiple of 2^-24 in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Simd Uniform() => new(Uniforms.Of(NextWord()));

    // Not inlined: models draw once or twice, and the generator is long.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        uint word1 = StepCounter.Word1(StreamPurpose.Neurons, step, drawn >> 2);
        words = Philox.Words(firstNeuron, word1, population, StepCounter.Word3(step), in key);
    }

    private Vector512<uint> NextWord()
    {
        int word = drawn & 3;
        if (word == 0) Refill();
        drawn++;
        return word switch
        {
            0 => words.Word0,
            1 => words.Word1,
            2 => words.Word2,
            _ => words.Word3,
        };
    }
}
