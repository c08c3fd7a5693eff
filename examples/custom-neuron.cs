#:project ../src/Myelin.Simulation/Myelin.Simulation.csproj

// A neuron model of one's own, in the same file as the program that uses it. The source generator makes the struct below a model like
// Myelin's own: checked, described, stepped sixteen neurons at a time. Here: the theta neuron and its rate for eight constant currents.

using System.Runtime.CompilerServices;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values;
using static Myelin.Syntax;

Time duration = 10 * s;
var network = new Network();
Population cells = network.Population("cells", 8, i => new ThetaNeuron { Bias = (i - 1) * 10 * pA });
using Simulator run = network.Simulate(duration, dt: 0.1 * ms, record: r => r.Spikes());

Console.WriteLine($"{cells.Model.Info.Name}: {cells.Model.Info.Summary}");
Console.WriteLine("current [pA]   rate [Hz]   theory [Hz]");
int[] counts = run.Spikes(cells).SpikeCounts();
for (int i = 0; i < cells.Size; i++)
{
    var cell = (ThetaNeuron)cells.ModelOf(i);
    double drive = cell.Bias / cell.Scale, theory = drive > 0 ? Math.Sqrt(drive) / Math.PI / cell.Tau.InSeconds : 0;
    Console.WriteLine($"{cell.Bias.InPicoamperes,12:0}{counts[i] / duration.InSeconds,12:0.0}{theory,14:0.0}");
}

/// <summary>A phase on a circle, the simplest neuron that fires arbitrarily slowly just above threshold. Midpoint rule.</summary>
/// <equation>Tau dTheta/dt = 1 - cos(Theta) + (1 + cos(Theta)) I / Scale; spike where Theta passes pi</equation>
/// <source>Ermentrout and Kopell (1986), SIAM Journal on Applied Mathematics 46, eq. 2.5.</source>
[Neuron]
public readonly partial record struct ThetaNeuron()
{
    /// <summary>Time constant.</summary>
    [Positive]
    public Time Tau { get; init; } = 10 * ms;

    /// <summary>Current that counts as 1.</summary>
    [Positive]
    public Current Scale { get; init; } = 100 * pA;

    /// <summary>Constant external current; the neuron fires where the sum of currents is above 0.</summary>
    public Current Bias { get; init; }

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Phase, between -pi and pi.</summary>
        [Unit("")]
        public V Theta;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>Length of a step in units of Tau.</summary>
        public V Step;

        /// <summary>What one pA is in units of Scale.</summary>
        public V Gain;

        /// <summary>The constant current in units of Scale.</summary>
        public V Bias;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>External current, constant over the step.</summary>
        [Unit("pA")]
        public V Current;
    }

    /// <summary>What makes no sense together; null where nothing does.</summary>
    public string? Conflict(Time dt) => dt <= 0.1 * Tau ? null : $"The step of {dt} is too long; it must be at most a tenth of Tau, {0.1 * Tau}.";

    /// <summary>Derives the constants of a step.</summary>
    public Constants<double> Lower(Time dt) => new() { Step = dt / Tau, Gain = 1 * pA / Scale, Bias = Bias / Scale };

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V drive = V.FusedMultiplyAdd(c.Gain, input.Current, c.Bias);
        V half = s.Theta + (V.Constant(0.5) * c.Step * Slope(s.Theta, drive));
        V theta = V.FusedMultiplyAdd(c.Step, Slope(half, drive), s.Theta);
        V spike = V.Spike(theta - V.Constant(Math.PI));
        s.Theta = theta - (spike * V.Constant(2 * Math.PI));
        return spike;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope<V>(V theta, V drive)
        where V : struct, IValue<V>
    {
        V cos = V.Cos(theta);
        return V.One - cos + ((V.One + cos) * drive);
    }
}
