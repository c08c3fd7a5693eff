using System.Diagnostics;
using Myelin.Connectivity;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Layout;
using Myelin.Spikes;

namespace Myelin.Simulation.Inference;

/// <summary>
/// Runs a network on a live stream of events, step by step: <c>Push</c> what came in, <c>Step</c>, look at <c>Output</c>. It is the simulator, with events for an input:
/// the same models, the same order of a step, the same bits. A step allocates nothing, and passes over neurons at rest, so that its cost follows the spikes.
/// </summary>
public sealed class InferenceEngine : IDisposable
{
    private readonly Simulator simulator;
    private readonly Engine engine;
    private readonly InferenceInput[] inputs;
    private readonly Readout readout;
    private readonly SliceRuntime[] outputSlices;
    private readonly int[] spikes;
    private readonly InitialStates initial;
    private readonly bool canReset;
    private int spikeCount;
    private bool disposed;

    /// <summary>Builds a network whose output is a population.</summary>
    /// <param name="network">The network; it cannot change from now on.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="input">The population at which events arrive, each with the weight 1; usually a relay.</param>
    /// <param name="output">The population whose spikes or values are the output.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="ArgumentException">The network cannot run, or the input has another number of neurons than pixels; one sentence says why.</exception>
    public InferenceEngine(Network network, Time dt, Population input, Population output, InferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new InferenceOptions();
        ThrowIfForeign(network, input);
        ThrowIfForeign(network, output);
        if (options.Pixels is { } pixels && pixels.Count != input.Size)
            throw new ArgumentException($"The pixels {pixels} are {pixels.Count}; the input '{input.Name}' has {input.Size} neurons.");
        if (options.Reads is { } variable) _ = NetworkValidation.StateIndex(output, variable);
        inputs = [new InferenceInput(input.Name, input, options.Pixels, dt)];
        (simulator, engine, initial) = Build(network, dt, options);
        readout = new Readout(engine, output, options.Reads);
        canReset = engine.OnlyNeuronsRemember;
        (outputSlices, spikes) = ([.. SlicesOf(output)], new int[output.Size]);
    }

    private InferenceEngine(NirNetwork nir, string? output, InferenceOptions options)
    {
        NirPort port = nir.Outputs.FirstOrDefault(p => output is null || string.Equals(p.Name, output, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The graph has no Output node{(output is null ? "" : $" '{output}'; it has {string.Join(", ", nir.Outputs.Select(p => p.Name))}")}.");
        inputs = [.. nir.Inputs.Select(p => new InferenceInput(p.Name, nir.Relay(p.Name), PixelsOf(p.Shape), nir.Dt))];
        Report = nir.Report;
        (simulator, engine, initial) = Build(nir.Network, nir.Dt, options);
        try
        {
            readout = new Readout(engine, nir, port);
        }
        catch
        {
            simulator.Dispose();
            throw;
        }

        canReset = engine.OnlyNeuronsRemember;
        IReadOnlyList<NirExit> exits = nir.Exits(port.Name);
        Population? spiking = exits is [{ State: null, Source: var source }] ? source : null;
        outputSlices = spiking is null ? [] : [.. SlicesOf(spiking)];
        spikes = new int[spiking?.Size ?? 0];
    }

    /// <summary>Reads a network from a NIR file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What the file does not state, such as the step; null for the defaults. The input is of spikes.</param>
    /// <param name="output">The Output node that is read; null for the first.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no network that can be streamed; one sentence says why.</exception>
    /// <exception cref="ArgumentException">The options do not fit the graph.</exception>
    public static InferenceEngine Load(string path, NirImportOptions? import = null, string? output = null, InferenceOptions? options = null)
    {
        NirImportOptions asSpikes = (import ?? new NirImportOptions()) with { Input = NirInputKind.Spikes };
        return new InferenceEngine(NirFile.Read(path).Graph.ToNetwork(asSpikes), output, options ?? new InferenceOptions());
    }

    /// <summary>The network.</summary>
    public Network Network => simulator.Network;

    /// <summary>Length of a step.</summary>
    public Time Dt => simulator.Dt;

    /// <summary>Steps computed since the start.</summary>
    public long Steps => engine.Step;

    /// <summary>Time since the start, up to which events have been taken into account.</summary>
    public Time Now => simulator.Now;

    /// <summary>What was assumed, changed and lost when the file was read; empty for a network that was described.</summary>
    public SemanticsReport Report { get; } = new();

    /// <summary>How long steps took, from the call to the output.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The output of the last step: 0 or 1 for spikes, values of neurons, or sums of them.</summary>
    public ReadOnlySpan<float> Output => readout.Output;

    /// <summary>The neurons of the output that fired in the last step, ascending; empty where values are read.</summary>
    public ReadOnlySpan<int> Spikes => spikes.AsSpan(0, spikeCount);

    /// <summary>Spikes emitted by all neurons so far.</summary>
    public long SpikeCount => simulator.SpikeCount;

    /// <summary>Synaptic events delivered so far.</summary>
    public long SynapticEvents => simulator.SynapticEvents;

    /// <summary>Blocks of sixteen neurons that are not at rest.</summary>
    public int AwakeBlocks => engine.AwakeBlocks;

    /// <summary>Bytes of native memory that state and synapses take.</summary>
    public long Bytes => simulator.Bytes;

    /// <summary>Number of events that wait for their step.</summary>
    public int Waiting => inputs.Sum(i => i.Waiting);

    /// <summary>
    /// Takes events, all or none. An event belongs to the step in which its time lies; several for one neuron of a relay in one step are one spike.
    /// </summary>
    /// <param name="events">The events in the order of time, not before the steps that are computed.</param>
    /// <param name="input">The input's name; null where there is only one.</param>
    /// <exception cref="ArgumentException">An event is out of order or out of range, or there is no such input; the message names the event.</exception>
    public void Push(ReadOnlySpan<AddressEvent> events, string? input = null) => Find(input).Push(events, engine.Step);

    /// <inheritdoc cref="Push(ReadOnlySpan{AddressEvent}, string?)"/>
    public void Push(ReadOnlySpan<PixelEvent> events, string? input = null) => Find(input).Push(events, engine.Step);

    /// <inheritdoc cref="Push(ReadOnlySpan{AddressEvent}, string?)"/>
    public void Push(EventStream events, string? input = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        Find(input).Push(events, engine.Step);
    }

    /// <summary>Computes one step with the events that lie in it.</summary>
    public void Step()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        long start = Stopwatch.GetTimestamp(), step = engine.Step;
        foreach (InferenceInput input in inputs) input.Release(step);
        engine.Run(1);
        readout.Read(step);
        spikeCount = 0;
        foreach (SliceRuntime slice in outputSlices)
        {
            ReadOnlySpan<int> fired = slice.History.At(step);
            fired.CopyTo(spikes.AsSpan(spikeCount));
            spikeCount += fired.Length;
        }

        Latency.AddSince(start);
    }

    /// <summary>Computes steps up to a time.</summary>
    /// <param name="time">The time; steps that end by it are computed.</param>
    public void StepTo(Time time)
    {
        long until = (long)Math.Floor((time / Dt) + 1e-9);
        while (engine.Step < until) Step();
    }

    /// <summary>Goes back to the start: time 0, all neurons as they were at first, no event waiting. Latencies are kept.</summary>
    /// <exception cref="InvalidOperationException">The network has synapses that remember something, such as plastic ones.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!canReset) throw new InvalidOperationException("The network has synapses or terminals with a state of their own; make a new engine in place of a reset.");
        initial.Restore();
        engine.Step = 0;
        spikeCount = 0;
        foreach (InferenceInput input in inputs) input.Clear();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        disposed = true;
        simulator.Dispose();
    }

    private (Simulator Simulator, Engine Engine, InitialStates Initial) Build(Network network, Time dt, InferenceOptions options)
    {
        var built = new Simulator(network, dt, null, new SimulationOptions
        {
            Threads = Math.Max(1, options.Threads),
            Precision = options.Precision,
            Weights = WeightStorage.Full,
            EventDriven = options.EventDriven,
            Inlets = [.. inputs.Select(i => i.Inlet)],
        });
        return (built, built.Engine, new InitialStates(built.Engine));
    }

    private IEnumerable<SliceRuntime> SlicesOf(Population population) => engine.SlicesOf(population.Index).Where(s => s.Slice.Count > 0);

    private InferenceInput Find(string? input)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (input is null) return inputs.Length == 1 ? inputs[0] : throw new ArgumentException($"The network has {inputs.Length} inputs; name one of {string.Join(", ", inputs.Select(i => i.Name))}.");
        return Array.Find(inputs, i => string.Equals(i.Name, input, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The network has no input '{input}'; it has {string.Join(", ", inputs.Select(i => i.Name))}.");
    }

    private static MapShape? PixelsOf(NirShape shape) => shape.Rank == 3 ? new MapShape(shape[0], shape[1], shape[2]) : null;

    private static void ThrowIfForeign(Network network, Population population)
    {
        if (population.Index >= network.Populations.Count || !ReferenceEquals(network.Populations[population.Index], population))
            throw new ArgumentException($"The population '{population.Name}' belongs to another network than the one that is run.");
    }
}
