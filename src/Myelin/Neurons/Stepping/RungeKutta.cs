using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The variables of an ordinary differential equation: a model states their slope, and how to add a multiple of one.</summary>
/// <typeparam name="TSelf">The variables.</typeparam>
/// <typeparam name="V">The numbers.</typeparam>
/// <typeparam name="TDrive">What else the slope depends on: constants, conductances and currents at one moment.</typeparam>
internal interface IFlow<TSelf, V, TDrive>
    where TSelf : struct, IFlow<TSelf, V, TDrive>
    where V : struct, IValue<V>
    where TDrive : allows ref struct
{
    /// <summary>The derivative with respect to time, per ms.</summary>
    static abstract TSelf Slope(in TSelf at, in TDrive drive);

    /// <summary>The variables after a time along a slope: from + duration * slope.</summary>
    static abstract TSelf Along(in TSelf from, V duration, in TSelf slope);
}

/// <summary>The classical Runge-Kutta scheme of fourth order, with a fixed step. Source: Kutta (1901); Hairer, Norsett and Wanner (1993), II.1.</summary>
internal static class RungeKutta
{
    /// <summary>One step.</summary>
    /// <param name="y">The variables at its start.</param>
    /// <param name="h">Its length [ms].</param>
    /// <param name="start">The drive at its start.</param>
    /// <param name="middle">The drive at its middle.</param>
    /// <param name="end">The drive at its end.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TFlow Step<TFlow, V, TDrive>(in TFlow y, V h, in TDrive start, in TDrive middle, in TDrive end)
        where TFlow : struct, IFlow<TFlow, V, TDrive>
        where V : struct, IValue<V>
        where TDrive : allows ref struct
    {
        V half = V.Constant(0.5) * h, third = V.Constant(1.0 / 3) * h, sixth = V.Constant(1.0 / 6) * h;
        TFlow first = TFlow.Slope(y, start);
        TFlow second = TFlow.Slope(TFlow.Along(y, half, first), middle);
        TFlow thirdSlope = TFlow.Slope(TFlow.Along(y, half, second), middle);
        TFlow fourth = TFlow.Slope(TFlow.Along(y, h, thirdSlope), end);
        return TFlow.Along(TFlow.Along(TFlow.Along(TFlow.Along(y, sixth, first), third, second), third, thirdSlope), sixth, fourth);
    }

    /// <summary>The longest simulation step for which the scheme does not blow up a decay.</summary>
    /// <param name="most">The longest step in any case.</param>
    /// <param name="subSteps">Number of sub-steps of a simulation step.</param>
    /// <param name="fastest">The shortest time constant of the model.</param>
    internal static Time Longest(Time most, int subSteps, Time fastest)
    {
        // Where the scheme's stability region ends on the real axis, rounded down.
        const double Limit = 2.785;
        Time stable = subSteps * Limit * fastest;
        return stable < most ? stable : most;
    }

    /// <summary>
    /// Time constant of a membrane while the channels of Hodgkin and Huxley are open. In a spike of the squid's axon about a third of all are open at
    /// once; the faster a membrane is beside the gates, the more.
    /// </summary>
    internal static Time OpenChannels(Conductance gated, Conductance leak, Capacitance capacitance)
    {
        double openPerMs = gated.InNanosiemens / capacitance.InPicofarads;

        // Of the squid's axon, and the part of its channels that is open.
        const double Axon = 156, Part = 0.35;
        return capacitance / ((Math.Clamp(Part * openPerMs / Axon, Part, 1) * gated) + leak);
    }

    /// <summary>Why a simulation step is too long for a model's sub-steps; null where it is not.</summary>
    internal static string? Conflict(Time dt, Time longest) =>
        dt <= longest ? null : $"The step of {dt} is too long for the Runge-Kutta scheme; it must be at most {longest}.";
}
