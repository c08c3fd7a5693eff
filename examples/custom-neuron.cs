#:project ../src/Myelin.Simulation/Myelin.Simulation.csproj

// A neuron model of one's own, in the same file as the program that uses it: the resonate-and-fire neuron, which answers to the
// rhythm of its input rather than to its strength. The source generator makes the struct below a model like Myelin's own.

using System.Runtime.CompilerServices;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values;
using static Myelin.Syntax;

// Each of 40 neurons receives two equal pulses, each neuron's a quarter of a millisecond farther apart than its neighbour's.
var model = new ResonateAndFire { Resonance = 100 * Hz, Damping = 10 * ms };
var network = new Network();
Population cells = network.Population("cells", 40, model);
double[] first = [.. Enumerable.Repeat(10.0, cells.Size)];
double[] second = [.. Enumerable.Range(0, cells.Size).Select(i => 14.0 + (i * 0.25))];
int[] all = [.. Enumerable.Range(0, cells.Size)];
network.Drive(cells, SpikeReplay([.. first, .. second], [.. all, .. all], 0.95));

using Simulator run = network.Simulate(50 * ms, dt: 0.05 * ms, record: r => r.Spikes());
int[] answered = [.. all.Where(i => run.Spikes(cells).StepsOf(i).Length > 0)];
Console.WriteLine($"{model.Info.Name}: {model.Info.Summary}");
Console.WriteLine($"Of pulses {second[0] - 10:0.00} to {second[^1] - 10:0.00} ms apart, those {second[answered[0]] - 10:0.00} to {second[answered[^1]] - 10:0.00} ms apart");
Console.WriteLine($"make a neuron fire that resonates at {model.Resonance.InHertz:0} Hz: one period apart, not closer and not farther.");

/// <summary>A damped oscillator that fires when its voltage reaches the threshold; a spike sets its phase anew. Exact integration.</summary>
/// <equation>dX/dt = -X / Damping - 2 pi Resonance U + I; dU/dt = 2 pi Resonance X - U / Damping; spike, X = 0 and U = 1 where U >= 1</equation>
/// <source>Izhikevich (2001), Neural Networks 14, eq. 6.</source>
[Neuron]
public readonly partial record struct ResonateAndFire()
{
    /// <summary>Frequency of the oscillation.</summary>
    [Positive]
    public Frequency Resonance { get; init; } = 100 * Hz;

    /// <summary>Time after which an oscillation has fallen to 1/e.</summary>
    [Positive]
    public Time Damping { get; init; } = 10 * ms;

    /// <summary>What one neuron remembers.</summary>
    public struct State<V>
    {
        /// <summary>Voltage-like variable, in units of the threshold.</summary>
        [Unit("")]
        public V U;

        /// <summary>Current-like variable.</summary>
        [Unit("")]
        public V X;
    }

    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>What remains along the same axis after a step.</summary>
        public V Along;

        /// <summary>What turns to the other axis in a step.</summary>
        public V Across;
    }

    /// <summary>What arrives in a step.</summary>
    public struct Input<V>
    {
        /// <summary>Jump of the current-like variable.</summary>
        [Unit("")]
        public V Pulse;
    }

    /// <summary>Derives the constants of a step: a rotation that shrinks.</summary>
    public Constants<double> Lower(Time dt)
    {
        double shrink = Math.Exp(-dt / Damping), angle = 2 * Math.PI * (Resonance * dt);
        return new() { Along = shrink * Math.Cos(angle), Across = shrink * Math.Sin(angle) };
    }

    /// <summary>One step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
        where V : struct, IValue<V>
    {
        V x = s.X + input.Pulse;
        V u = (c.Along * s.U) + (c.Across * x);
        V spike = V.Spike(u - V.One);
        s.X = V.Select(spike, V.Zero, (c.Along * x) - (c.Across * s.U));
        s.U = V.Select(spike, V.One, u);
        return spike;
    }
}
