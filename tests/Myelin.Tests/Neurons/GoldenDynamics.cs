using System.Text.Json;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>How a dynamical system of the reference data maps to a model of ours; the reference is a solution, not another fixed step.</summary>
/// <param name="Build">Our model with the parameters of a case.</param>
/// <param name="Time">The column of the table that holds the time.</param>
/// <param name="Compared">Our state variables and the columns of the table; the membrane potential first.</param>
internal sealed record GoldenDynamics(Func<ReferenceNumbers, INeuronModel> Build, string Time, params (string State, string Column)[] Compared)
{
    /// <summary>The array of the case that holds the solution.</summary>
    public string Table { get; init; } = "trace";

    /// <summary>Length of our step; the rows of the table lie at whole steps.</summary>
    public double Dt { get; init; } = 0.01;

    /// <summary>The last time that is compared in double precision: chaos makes later ones meaningless.</summary>
    public double Until { get; init; } = double.PositiveInfinity;

    /// <summary>The last time that is compared in single precision.</summary>
    public double FloatUntil { get; init; } = double.PositiveInfinity;

    /// <summary>Largest deviation in double precision, relative to the larger of 1 and the number.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Largest deviation in single precision, measured and rounded up.</summary>
    public double FloatTolerance { get; init; } = 1e-4;

    /// <summary>State variables that start from a column without being compared.</summary>
    public (string State, string Column)[] Started { get; init; } = [];

    /// <summary>The rows of a solution in which the neuron spikes; null where the case lists spikes, or has a row only now and then.</summary>
    public Func<double[], IEnumerable<int>>? Spikes { get; init; }

    /// <summary>The current at a time.</summary>
    public Func<double, double> Current { get; init; } = _ => 0;

    /// <summary>The mapping of a case.</summary>
    public static GoldenDynamics Of(ReferenceCase reference) => reference.Name switch
    {
        "chialvo_chaotic" => OfModel(reference) with { FloatUntil = 50, FloatTolerance = 1e-4 },
        // The upstroke is so steep that a microsecond is a tenth of a millivolt.
        "neuron_hh_patch" => new(p => HodgkinHuxleyPatch(p), "t_ms", ("U", "converged_V_mV")) { Current = Clamp(reference), Tolerance = 2e-4, FloatTolerance = 0.05 },
        _ => OfModel(reference),
    };

    private static GoldenDynamics OfModel(ReferenceCase reference) => reference.Model.Split(" x'")[0] switch
    {
        "Chialvo map" => new(p => new ChialvoMap { A = p["a"], B = p["b"], C = p["c"], K = p["k"] }, "n", ("U", "x"), ("W", "y"))
        {
            Table = "series", Dt = 1, Until = 100, FloatUntil = 100, Tolerance = 1e-9, FloatTolerance = 2e-4, Spikes = Crossings(1),
        },
        "Rulkov map (non-chaotic)" => new(p => new RulkovMap { Alpha = p["alpha"], Mu = p["mu"], Sigma = p["sigma"] }, "n", ("U", "x"), ("W", "y"))
        {
            Table = "series", Dt = 1, Until = 300, FloatUntil = 100, Tolerance = 1e-9, FloatTolerance = 2e-3, Started = [("Before", "x")], Spikes = Resets,
        },
        "Rulkov map (chaotic)" => new(p => new ChaoticRulkovMap { Alpha = p["alpha"], Mu = p["mu"], Sigma = p["sigma"] }, "n", ("U", "x"), ("W", "y"))
        {
            Table = "series", Dt = 1, Until = 100, FloatUntil = 12, Tolerance = 1e-9, FloatTolerance = 2e-3, Spikes = Crossings(0),
        },
        "FitzHugh-Nagumo" => new(
            p => new FitzHughNagumo { A = p["a"], B = p["b"], Epsilon = p["epsilon"], Bias = p["I"] }, "t", ("U", "v"), ("W", "w")) { Dt = 0.05 },
        "Hindmarsh-Rose" => new(
            p => new HindmarshRose { A = p["a"], B = p["b"], C = p["c"], D = p["d"], R = p["r"], S = p["s"], Rest = p["x_R"], Bias = p["I"] },
            "t",
            ("U", "x"),
            ("W", "y"),
            ("Z", "z")) { FloatTolerance = 5e-3 },
        "Wilson-Cowan 1972 limit cycle" => new(
            p => new WilsonCowan
            {
                Tau = p["tau"] * Syntax.ms, Refractory = p["r"], EE = p["c1"], EI = p["c2"], IE = p["c3"], II = p["c4"],
                SlopeE = p["a_e"], ThetaE = p["th_e"], SlopeI = p["a_i"], ThetaI = p["th_i"], P = p["P"], Q = p["Q"],
            },
            "t",
            ("U", "E"),
            ("W", "I")) { Dt = 0.05 },
        "Morris-Lecar" => new(p => MorrisLecarFibre(p), "t", ("U", "V"), ("W", "w")) { Dt = 0.05, FloatTolerance = 2e-3 },
        "Hodgkin-Huxley squid axon patch (6.3 C)" => new(
            p => new HodgkinHuxley
            {
                Capacitance = p["C"] * Syntax.pF, Sodium = p["gNa"] * Syntax.nS, Potassium = p["gK"] * Syntax.nS, Leak = p["gL"] * Syntax.nS,
                SodiumReversal = p.Voltage("ENa"), PotassiumReversal = p.Voltage("EK"), LeakReversal = p.Voltage("EL"), Rest = p.Voltage("V0"),
            },
            "t_ms",
            ("U", "V_mV"),
            ("M", "m"),
            ("H", "h"),
            ("N", "n")) { Current = Steps(reference, "current steps (from ms, to ms, uA/cm2)", 1), Dt = 0.005, FloatTolerance = 1e-2 },
        _ => throw new KeyNotFoundException($"No model of ours is mapped to '{reference.Model}' of the case {reference.Name}."),
    };

    private static MorrisLecar MorrisLecarFibre(ReferenceNumbers p) => new()
    {
        Capacitance = p["C"] * Syntax.pF, Leak = p["gL"] * Syntax.nS, Calcium = p["gCa"] * Syntax.nS, Potassium = p["gK"] * Syntax.nS,
        LeakReversal = p.Voltage("VL"), CalciumReversal = p.Voltage("VCa"), PotassiumReversal = p.Voltage("VK"),
        V1 = p.Voltage("V1"), V2 = p.Voltage("V2"), V3 = p.Voltage("V3"), V4 = p.Voltage("V4"), Phi = p["phi"] / Syntax.ms, Bias = p.Current("I"),
    };

    // Densities per square centimetre times the area: 1 uF/cm2 is 0.01 pF/um2, 1 S/cm2 is 10 nS/um2.
    private static HodgkinHuxley HodgkinHuxleyPatch(ReferenceNumbers p)
    {
        double area = p["area"];
        Conductance Channel(string name) => p[name] * 10 * area * Syntax.nS;
        return new HodgkinHuxley
        {
            Capacitance = p["cm"] * 0.01 * area * Syntax.pF, Sodium = Channel("gnabar"), Potassium = Channel("gkbar"), Leak = Channel("gl"),
            SodiumReversal = p.Voltage("ena"), PotassiumReversal = p.Voltage("ek"), LeakReversal = p.Voltage("el"), Rest = p.Voltage("v_init"),
        };
    }

    private static Func<double[], IEnumerable<int>> Crossings(double threshold) =>
        column => Enumerable.Range(1, column.Length - 1).Where(row => column[row - 1] < threshold && column[row] >= threshold);

    private static IEnumerable<int> Resets(double[] column) => Enumerable.Range(1, column.Length - 1).Where(row => column[row] == -1);

    private static Func<double, double> Clamp(ReferenceCase reference) => Steps(reference, "current clamps (from ms, to ms, nA)", 1000);

    private static Func<double, double> Steps(ReferenceCase reference, string name, double unit)
    {
        double[][] steps = JsonSerializer.Deserialize<double[][]>(reference.Text("input", name))!;
        return time => steps.Where(s => time >= s[0] && time < s[1]).Sum(s => s[2] * unit);
    }
}
