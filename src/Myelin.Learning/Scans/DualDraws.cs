using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>The random numbers of a step as values without a derivative, the same ones as forward.</summary>
internal struct DualDraws<TSurrogate>(SimdDraws draws) : IDraws<Dual<Simd, TSurrogate>>
    where TSurrogate : struct, ISurrogate
{
    private SimdDraws draws = draws;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Dual<Simd, TSurrogate> Uniform() => new(draws.Uniform(), Simd.Zero);
}
