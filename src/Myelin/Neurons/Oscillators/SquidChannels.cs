using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// The channels of the squid axon: rates at which their gates open and close [1/ms] at a membrane potential and 6.3 degrees Celsius, and the
/// conductances that the gates leave. Patches and cables share them.
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <source>Hodgkin and Huxley (1952), J. Physiol. 117, eqs. 12, 13, 20, 21, 23, 24 and 26; rest at -65 mV.</source>
public readonly struct SquidChannels<V>
    where V : struct, IValue<V>
{
    /// <summary>Opening rate of the sodium channel's activation [1/ms].</summary>
    public readonly V OpenM;

    /// <summary>Closing rate of the sodium channel's activation [1/ms].</summary>
    public readonly V CloseM;

    /// <summary>Rate at which the sodium channel's inactivation is removed [1/ms].</summary>
    public readonly V OpenH;

    /// <summary>Rate at which the sodium channel inactivates [1/ms].</summary>
    public readonly V CloseH;

    /// <summary>Opening rate of the potassium channel's activation [1/ms].</summary>
    public readonly V OpenN;

    /// <summary>Closing rate of the potassium channel's activation [1/ms].</summary>
    public readonly V CloseN;

    // All exponentials but one are powers of exp(-(U + 65) / 80), up to constants.
    /// <summary>The rates at a membrane potential [mV].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SquidChannels(V u)
    {
        V x = u + V.Constant(65);
        V q = V.Exp(V.Constant(-1.0 / 80) * x), q2 = q * q, q4 = q2 * q2, q8 = q4 * q4;
        V tenth = V.Constant(0.1) * x;
        OpenM = Linoid.Of(tenth - V.Constant(2.5), V.Constant(12.182493960703473) * q8);
        CloseM = V.Constant(4) * V.Exp(V.Constant(-1.0 / 18) * x);
        OpenH = V.Constant(0.07) * q4;
        CloseH = V.One / V.FusedMultiplyAdd(V.Constant(20.085536923187668), q8, V.One);
        OpenN = V.Constant(0.1) * Linoid.Of(tenth - V.One, V.Constant(Math.E) * q8);
        CloseN = V.Constant(0.125) * q;
    }

    /// <summary>Sodium conductance, in the unit of its largest value.</summary>
    /// <param name="largest">Conductance with all gates open.</param>
    /// <param name="m">Activation.</param>
    /// <param name="h">Inactivation, 1 where not inactivated.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sodium(V largest, V m, V h) => largest * m * m * m * h;

    /// <summary>Potassium conductance, in the unit of its largest value.</summary>
    /// <param name="largest">Conductance with all gates open.</param>
    /// <param name="n">Activation.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Potassium(V largest, V n)
    {
        V square = n * n;
        return largest * square * square;
    }
}
