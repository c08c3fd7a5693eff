using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>The constants of a membrane with sodium and potassium channels, all over the capacitance, and of its spike detection.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public struct HodgkinHuxleyMembrane<V>
{
    /// <summary>Length of a sub-step.</summary>
    public V SubStep;

    /// <summary>Largest conductance of the sodium channels.</summary>
    public V Sodium;

    /// <summary>Largest conductance of the potassium channels.</summary>
    public V Potassium;

    /// <summary>Reversal potential of sodium.</summary>
    public V SodiumReversal;

    /// <summary>Reversal potential of potassium.</summary>
    public V PotassiumReversal;

    /// <summary>Potential that the voltage dependence of the gates refers to.</summary>
    public V Origin;

    /// <summary>Potential below which the rates keep the values that they have at it.</summary>
    public V Floor;

    /// <summary>Potential that a spike exceeds.</summary>
    public V Threshold;

    /// <summary>Steps between two spikes at least.</summary>
    public V Hold;
}

/// <summary>Rates at which the gates open and close [1/ms].</summary>
/// <typeparam name="V">The numbers.</typeparam>
internal readonly struct GateRates<V>(V openM, V closeM, V openH, V closeH, V openN, V closeN)
    where V : struct, IValue<V>
{
    public readonly V OpenM = openM, CloseM = closeM, OpenH = openH, CloseH = closeH, OpenN = openN, CloseN = closeN;
}

/// <summary>How the gates of a channel model depend on the potential.</summary>
internal interface IGates
{
    /// <summary>The rates at a potential, relative to the model's origin.</summary>
    static abstract GateRates<V> At<V>(V u)
        where V : struct, IValue<V>;
}

/// <summary>Membrane potential and gates, under a leak, synapses and currents that pull linearly.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <typeparam name="TGates">The channel model.</typeparam>
internal struct HodgkinHuxleyFlow<V, TGates> : IFlow<HodgkinHuxleyFlow<V, TGates>, V, HodgkinHuxleyDrive<V>>
    where V : struct, IValue<V>
    where TGates : struct, IGates
{
    public V U;
    public V M;
    public V H;
    public V N;

    // Compiled by itself: inlined four times over, it would exceed what the compiler is willing to inline, and every operator would be a call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static HodgkinHuxleyFlow<V, TGates> Slope(in HodgkinHuxleyFlow<V, TGates> at, in HodgkinHuxleyDrive<V> drive)
    {
        ref readonly HodgkinHuxleyMembrane<V> c = ref drive.Constants;
        GateRates<V> rates = TGates.At(V.Max(at.U - c.Origin, c.Floor));
        V n2 = at.N * at.N;
        V sodium = c.Sodium * at.M * at.M * at.M * at.H, potassium = c.Potassium * n2 * n2;
        V slope = V.FusedMultiplyAdd(sodium, c.SodiumReversal - at.U, V.FusedMultiplyAdd(-drive.Pull.Rate, at.U, drive.Pull.Drive));
        return new()
        {
            U = V.FusedMultiplyAdd(potassium, c.PotassiumReversal - at.U, slope),
            M = Gate(at.M, rates.OpenM, rates.CloseM),
            H = Gate(at.H, rates.OpenH, rates.CloseH),
            N = Gate(at.N, rates.OpenN, rates.CloseN),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HodgkinHuxleyFlow<V, TGates> Along(in HodgkinHuxleyFlow<V, TGates> from, V duration, in HodgkinHuxleyFlow<V, TGates> slope) => new()
    {
        U = V.FusedMultiplyAdd(duration, slope.U, from.U),
        M = V.FusedMultiplyAdd(duration, slope.M, from.M),
        H = V.FusedMultiplyAdd(duration, slope.H, from.H),
        N = V.FusedMultiplyAdd(duration, slope.N, from.N),
    };

    /// <summary>The gates in their steady state.</summary>
    internal static HodgkinHuxleyFlow<Scalar, TGates> SteadyAt(double u, double origin)
    {
        GateRates<Scalar> at = TGates.At(new Scalar(u - origin));
        return new()
        {
            U = new(u),
            M = at.OpenM / (at.OpenM + at.CloseM),
            H = at.OpenH / (at.OpenH + at.CloseH),
            N = at.OpenN / (at.OpenN + at.CloseN),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Gate(V gate, V open, V close) => V.FusedMultiplyAdd(-(open + close), gate, open);
}

/// <summary>What the slope of such a membrane depends on.</summary>
internal readonly ref struct HodgkinHuxleyDrive<V>
    where V : struct, IValue<V>
{
    public readonly ref readonly HodgkinHuxleyMembrane<V> Constants;
    public readonly Pull<V> Pull;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HodgkinHuxleyDrive(ref readonly HodgkinHuxleyMembrane<V> constants, in Pull<V> pull)
    {
        Constants = ref constants;
        Pull = pull;
    }
}
