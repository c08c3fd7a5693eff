using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans;

/// <summary>The random numbers of a step as values without a derivative, the same ones as forward.</summary>
internal struct DualDraws<TTangent, TSurrogate>(SimdDraws draws) : IDraws<Dual<Simd, TTangent, TSurrogate>>
    where TTangent : unmanaged, ITangent<Simd, TTangent>
    where TSurrogate : struct, ISurrogate
{
    private SimdDraws draws = draws;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Dual<Simd, TTangent, TSurrogate> Uniform() => new(draws.Uniform(), default);
}
