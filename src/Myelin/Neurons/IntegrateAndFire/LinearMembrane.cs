using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>What pulls at a membrane at one moment: dU/dt = Drive - Rate U. Leak, open channels and currents all have this form.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="drive">The part that does not depend on the potential [mV/ms].</param>
/// <param name="rate">The conductance over the capacitance [1/ms].</param>
internal readonly struct Pull<V>(V drive, V rate)
    where V : struct, IValue<V>
{
    /// <summary>The part that does not depend on the potential [mV/ms].</summary>
    public readonly V Drive = drive;

    /// <summary>The conductance over the capacitance [1/ms].</summary>
    public readonly V Rate = rate;
}

/// <summary>The potential of a membrane without voltage-dependent channels.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="u">The membrane potential [mV].</param>
internal readonly struct LinearMembrane<V>(V u) : IFlow<LinearMembrane<V>, V, Pull<V>>
    where V : struct, IValue<V>
{
    /// <summary>The membrane potential [mV].</summary>
    public readonly V U = u;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LinearMembrane<V> Slope(in LinearMembrane<V> at, in Pull<V> drive) => new(V.FusedMultiplyAdd(-drive.Rate, at.U, drive.Drive));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LinearMembrane<V> Along(in LinearMembrane<V> from, V duration, in LinearMembrane<V> slope) =>
        new(V.FusedMultiplyAdd(duration, slope.U, from.U));
}
