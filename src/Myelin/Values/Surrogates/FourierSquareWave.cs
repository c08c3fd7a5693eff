using System.Runtime.CompilerServices;

namespace Myelin.Values.Surrogates;

/// <summary>
/// The first terms of a square wave's Fourier series: (4 / T) sum over i = 1 .. n of cos(2 pi (2 i - 1) x / T). Source: SpikingJelly
/// SquarewaveFourierSeries, whose backward pass leaves out the last of its n terms.
/// </summary>
/// <typeparam name="TTerms">n, a whole number of at least 1.</typeparam>
/// <typeparam name="TPeriod">T, above 0.</typeparam>
public readonly struct FourierSquareWave<TTerms, TPeriod> : ISurrogate
    where TTerms : struct, IConstant
    where TPeriod : struct, IConstant
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V distance)
        where V : struct, IValue<V>
    {
        V sum = V.Zero;
        for (int i = 0; i < (int)TTerms.Value; i++) sum += V.Cos(V.Constant(2 * Math.PI * ((2 * i) + 1) / TPeriod.Value) * distance);
        return V.Constant(4 / TPeriod.Value) * sum;
    }
}
