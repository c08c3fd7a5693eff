using Myelin.Hardware.Arithmetic;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Machines;
using Myelin.Spikes;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>A run of the core: its memories as a network of Myelin's models, in the words of the core.</summary>
internal sealed class EmulatedRun
{
    // A weight grows up to the largest byte and shrinks down to -1.
    private const double LargestWeight = 127, SmallestWeight = -1;

    private static readonly Time step = 1 * ms;
    private static readonly FixedArithmetic membrane = new(NeuroCoreXCore.Membrane);

    // Counters of the core stop at their end and do not go round; this word holds the longest run in ms and the largest weight times the largest factor.
    private static readonly FixedArithmetic counters = new(new FixedFormat(40, 10));

    private readonly Network network = new();
    private readonly List<(Projection Projection, sbyte[] Memory, int FirstColumn, int Scale)> learning = [];
    private readonly Registers registers;
    private readonly Population inputs;
    private readonly Population neurons;
    private readonly int steps;

    /// <summary>Prepares a run.</summary>
    /// <param name="registers">The memories; learning changes their weights.</param>
    /// <param name="spikes">The message that starts it.</param>
    public EmulatedRun(Registers registers, Message spikes)
    {
        this.registers = registers;
        (int[] at, int[] from) = Schedule(spikes);
        steps = at.Length == 0 ? 0 : at[^1] + 1;
        inputs = network.Relay("inputs", NeuroCoreXCore.Side);
        neurons = network.Population("neurons", NeuroCoreXCore.NeuronCount, NeuronOf);
        network.Drive(inputs, SpikeReplay([.. at.Select(s => s + 1.0)], from));
        Connect(inputs, registers.InputWeights, registers.InputLearns, 0, registers.InputScale, registers.PreWindow.Input);
        Connect(neurons, registers.LateralWeights, registers.LateralLearns, NeuroCoreXCore.FirstColumn, 1, registers.PreWindow.Lateral);
    }

    /// <summary>Runs, and writes learnt weights back.</summary>
    /// <param name="monitored">Receives the potential of the biased neuron after each step; empty where there is none.</param>
    /// <returns>The spikes of the neurons; null where nothing was sent in.</returns>
    public Raster? Run(out double[] monitored)
    {
        monitored = [];
        if (steps == 0) return null;
        int biased = registers.BiasedNeuron - 1;
        bool monitors = biased is >= 0 and < NeuroCoreXCore.NeuronCount;
        var emulation = new Emulation { Arithmetic = [null, membrane], Rules = [.. network.Projections.Select(_ => counters)] };
        using var simulator = new Simulator(
            network,
            step,
            r =>
            {
                r.Spikes(neurons);
                if (monitors) r.Voltage(neurons[biased..(biased + 1)]);
            },
            new SimulationOptions { Precision = Precision.Double, Threads = 1, Emulation = emulation });

        // Synapses are shown as they were a step ago.
        simulator.RunSteps(steps + 1);
        if (monitors) monitored = simulator.Voltage(neurons[biased..(biased + 1)]).Of(0)[..steps];
        foreach ((Projection projection, sbyte[] memory, int firstColumn, int scale) in learning)
        {
            var weights = simulator.Weights(projection);
            for (int i = 0; i < weights.Count; i++)
                memory[At(weights.Targets[i], firstColumn + weights.Sources[i])] = (sbyte)Math.Round(weights.Values[i] / scale);
        }

        return simulator.Spikes(neurons).Slice(0 * ms, steps * step);
    }

    /// <summary>The step of each spike and its input. The board takes at most one in a step: the first after as many steps as it says, any other at least one after that before.</summary>
    private static (int[] Steps, int[] Inputs) Schedule(Message spikes)
    {
        int count = (spikes.Payload.Length / Message.WordBytes) - 1;
        var at = new int[count];
        var from = new int[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> spike = spikes.Payload.AsSpan(i * Message.WordBytes, Message.WordBytes);
            at[i] = spike[0] + (i == 0 ? 0 : at[i - 1] + 1);
            from[i] = spike[1] | (spike[2] << 8);
        }

        return (at, from);
    }

    private static int At(int target, int column) => ((NeuroCoreXCore.FirstRow + target) * NeuroCoreXCore.Side) + column;

    // The core keeps the sign and the 17 lower bits of a product.
    private static double Shortened(int weight, int scale)
    {
        const int Kept = 1 << 17;
        int product = weight * scale * 1024;
        return ((product & (Kept - 1)) - (product < 0 ? Kept : 0)) / 1024.0;
    }

    private ConstantLeakIf NeuronOf(int neuron)
    {
        int at = NeuroCoreXCore.FirstParameter + neuron;
        double unit = NeuroCoreXCore.Membrane.Unit;
        return new ConstantLeakIf
        {
            Threshold = registers.Thresholds[at] * unit,
            Refractory = Math.Max(0, registers.Refractory[at]),
            Leak = registers.Leaks[NeuroCoreXCore.LeakParameter] * unit,
            Bias = neuron == registers.BiasedNeuron - 1 ? registers.Bias * unit : 0,
        };
    }

    private void Connect(Population source, sbyte[] memory, bool[] learns, int firstColumn, int scale, int window)
    {
        List<(int Source, int Target, double Weight)> fixedOnes = [], plastic = [];
        for (int target = 0; target < NeuroCoreXCore.NeuronCount; target++)
        {
            for (int from = 0; from < source.Size; from++)
            {
                // No neuron reaches itself.
                if (source == neurons && from == target) continue;
                int at = At(target, firstColumn + from);
                if (learns[at]) plastic.Add((from, target, memory[at] * scale));
                else if (memory[at] != 0) fixedOnes.Add((from, target, Shortened(memory[at], scale)));
            }
        }

        if (fixedOnes.Count > 0) network.Connect(source, neurons, Of(fixedOnes), delay: step);
        if (plastic.Count == 0) return;
        Projection projection = network.Connect(source, neurons, Of(plastic), delay: step);
        var rule = new RectangularStdp
        {
            MinWeight = SmallestWeight * scale,
            MaxWeight = LargestWeight * scale,
            Potentiation = registers.Growth * scale,
            Depression = registers.Shrinkage * scale,
            PreWindow = Math.Max(0, window) * ms,
            PostWindow = Math.Max(0, registers.PostWindow) * ms,
        };
        network.Learn(projection, rule, DelayPlace.Beside);
        learning.Add((projection, memory, firstColumn, scale));
    }

    private static Connectivity.Explicit Of(List<(int Source, int Target, double Weight)> list) =>
        Explicit([.. list.Select(c => c.Source)], [.. list.Select(c => c.Target)], (double[])[.. list.Select(c => c.Weight)]);
}
