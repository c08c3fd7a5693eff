using Myelin.Simulation.Machines;
using System.Diagnostics;
using System.Globalization;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation.Building;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Recording;
using Myelin.Simulation.Snapshots;
using Myelin.Simulation.Threading;
using Myelin.Threading;
using Myelin.Spikes;
using Myelin.Values;
using Trace = Myelin.Simulation.Recording.Trace;

namespace Myelin.Simulation;

/// <summary>
/// A network built and ready to run. The same network and seed give the same spikes, bit for bit, whatever the number of threads, and
/// whether a run is made in one piece or several.
/// </summary>
public sealed partial class Simulator : INeuronStates, IDisposable
{
    // Between two looks at progress and cancellation.
    private const int StepsPerEpoch = 500;

    // Up to here a number of steps keeps eight binary digits behind the point, and so far, in steps, may a duration lie beside a whole number.
    private const long LongestRun = 1L << 44;
    private const double StepTolerance = 0.01;

    private readonly Engine engine;
    private readonly SimulationOptions options;
    private readonly List<RecordedSpikes> recorded = [];
    private readonly SpikeFile? spikeFile;
    private long lastProgress;
    private bool disposed;

    /// <summary>Builds a network.</summary>
    /// <param name="network">The network; it cannot change from now on.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="record">What to record; null for nothing.</param>
    /// <param name="options">Threads, precision, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The network cannot run; one sentence says why.</exception>
    /// <exception cref="InsufficientMemoryException">The network needs more memory than there is.</exception>
    /// <exception cref="OperationCanceledException">Building was cancelled.</exception>
    public Simulator(Network network, Time dt, Action<RecordingPlan>? record = null, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.options = options ?? new SimulationOptions();
        Progress = this.options.Progress;
        Cancellation = this.options.Cancellation;
        long start = Stopwatch.GetTimestamp();
        NetworkValidation.Check(network, dt);
        ThrowIfRounded(network, this.options);
        int threads = ThreadCount.For(network, this.options.Threads);
        MemoryEstimate.Of(network, this.options).ThrowIfTooLarge(this.options.MemoryLimit);
        var plan = new RecordingPlan();
        record?.Invoke(plan);
        foreach (PopulationView view in plan.All) ThrowIfForeign(network, view.Population);
        network.Freeze();
        if (this.options is { Emulation: not null, Precision: not Precision.Double })
            throw new ArgumentException("A run that imitates a machine needs Precision.Double, in which its words are exact.", nameof(options));
        PartitionLayout layout = this.options.Emulation is { Cores.Count: > 0 } machine ? new PartitionLayout(network, threads, machine.Cores) : new PartitionLayout(network, threads);
        engine = this.options.Precision == Precision.Double
            ? new NetworkBuilder<SimdDouble, double, SimdDoubleDraws>(network, dt, this.options, layout).Build()
            : new NetworkBuilder<Simd, float, SimdDraws>(network, dt, this.options, layout).Build();
        try
        {
            PrepareSynapses(plan);
            spikeFile = Prepare(plan);
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        BuildTime = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>What runs.</summary>
    internal Engine Engine => engine;

    /// <summary>The network.</summary>
    public Network Network => engine.Network;

    /// <summary>Length of a step.</summary>
    public Time Dt => engine.Dt;

    /// <summary>Simulated time since the start.</summary>
    public Time Now => engine.Step * engine.Dt;

    /// <summary>Steps completed.</summary>
    public long Step => engine.Step;

    /// <summary>Number of threads used.</summary>
    public int Threads => engine.Threads;

    /// <summary>Number of synapses.</summary>
    public long Synapses => engine.Synapses;

    /// <summary>Synaptic events delivered since the network was built.</summary>
    public long SynapticEvents => engine.Events;

    /// <summary>Spikes emitted since the network was built.</summary>
    public long SpikeCount => engine.Spikes;

    /// <summary>Bytes of native memory that state and synapses take.</summary>
    public long Bytes => engine.Bytes;

    /// <summary>Blocks of sixteen neurons that are advanced in a step: all, unless the run is event-driven.</summary>
    public int AwakeBlocks => engine.AwakeBlocks;

    /// <summary>Wall-clock time of building.</summary>
    public TimeSpan BuildTime { get; }

    /// <summary>Wall-clock time of running, so far.</summary>
    public TimeSpan RunTime { get; private set; }

    /// <summary>Receives how far a run is; at first that of the options.</summary>
    public IProgress<SimulationProgress>? Progress { get; set; }

    /// <summary>Stops a run at the next safe point; at first that of the options. After a stop, the run goes on once another token is set.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Runs for a while.</summary>
    /// <param name="duration">Simulated time, a whole number of steps.</param>
    /// <exception cref="ArgumentException">The duration is negative, not finite or not a whole number of steps.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the state is that after the last completed step, and it can go on.</exception>
    public void Run(Time duration)
    {
        double exact = duration / Dt;
        if (!(exact >= 0 && exact <= LongestRun))
            throw new ArgumentException($"The duration of a run must be at least 0 ms and at most {LongestRun} steps of {Dt}, got {duration}.");
        double rounded = Math.Round(exact);
        if (Math.Abs(exact - rounded) > StepTolerance)
            throw new ArgumentException($"A run of {duration} is not a whole number of steps of {Dt}; the nearest that is takes {rounded * Dt}.");
        RunSteps((long)rounded);
    }

    /// <summary>Runs for a number of steps.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <exception cref="ArgumentException">The number is negative, or a recording of spikes would become too long.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the state is that after the last completed step, and it can go on.</exception>
    public void RunSteps(long steps)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (recorded.Count > 0 && steps > int.MaxValue - (engine.Step - engine.RecordingStart))
            throw new ArgumentException($"A recording of spikes can be at most {int.MaxValue} steps long; take a snapshot and go on from it.");
        ThrowIfTooLongToLearn(steps);
        for (long done = 0; done < steps;)
        {
            Cancellation.ThrowIfCancellationRequested();
            long now = Math.Min(Math.Min(StepsPerEpoch, steps - done), StepsToNext());
            long start = Stopwatch.GetTimestamp();
            engine.Run(now);
            BetweenSteps();
            RunTime += Stopwatch.GetElapsedTime(start);
            done += now;
            spikeFile?.Append(engine, recorded);
            foreach (StateTrace trace in engine.Traces) trace.Flush(engine.RecordingStart, engine.Dt);
            Report((double)done / steps);
        }
    }

    /// <summary>The recorded spikes of a population; steps count from the start of the recording.</summary>
    /// <exception cref="InvalidOperationException">They were not recorded, or went to a file.</exception>
    public Raster Spikes(Population population)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(population);
        if (spikeFile is not null) throw new InvalidOperationException($"The spikes of '{population.Name}' went to the file {spikeFile.Path}; read them from there.");
        if (!recorded.Exists(r => ReferenceEquals(r.Population, population)))
            throw new InvalidOperationException($"The spikes of '{population.Name}' were not recorded; ask for them with record: r => r.Spikes().");
        return RecordedSpikes.Merge(engine, population);
    }

    /// <summary>The recorded membrane potential [mV]: samples x neurons.</summary>
    /// <exception cref="InvalidOperationException">It was not recorded.</exception>
    public Trace Voltage(PopulationView neurons) => State(neurons, "U");

    /// <summary>A recorded state variable: samples x neurons.</summary>
    /// <exception cref="InvalidOperationException">It was not recorded for these neurons.</exception>
    public Trace State(PopulationView neurons, string variable)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        StateTrace trace = engine.Traces.Find(t => t.Request.Neurons == neurons && string.Equals(t.Request.Variable, variable, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{variable} of {neurons} was not recorded; ask for it with record: r => r.State(...).");
        if (trace.Request.File is { } file) throw new InvalidOperationException($"{variable} of {neurons} went to the file {file}; read it from there.");
        return new Trace(trace.ToArray(), neurons.Count, trace.Request.Every, Dt);
    }

    /// <summary>The value of a state variable of one neuron now.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="neuron">Index of the neuron.</param>
    /// <exception cref="ArgumentException">The population is of another network, or it has no such variable or neuron.</exception>
    public double Peek(Population population, string variable, int neuron)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        int index = NetworkValidation.StateIndex(population, variable);
        ThrowIfForeign(Network, population);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, population.Size);
        SliceRuntime slice = engine.SlicesOf(population.Index).First(s => neuron < s.Slice.End);
        return slice[index, neuron - slice.Slice.First];
    }

    /// <summary>Writes the state of the simulation to a file, from which it can be continued bit for bit, also with other threads.</summary>
    /// <param name="path">The file; it is written under a temporary name first.</param>
    /// <exception cref="IOException">The file cannot be written; a file that was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; a file that was there is still there.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Snapshot.Write(path, engine, options);
    }

    /// <summary>Builds a network and puts it into the state of a snapshot.</summary>
    /// <param name="path">The snapshot.</param>
    /// <param name="network">The network of the snapshot, described again.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="record">What to record from here on.</param>
    /// <param name="options">Threads may differ from the run that was saved; precision and storage of weights may not.</param>
    /// <exception cref="InvalidDataException">The file is no snapshot, is damaged, or is of another network; the message says which.</exception>
    public static Simulator Restore(string path, Network network, Time dt, Action<RecordingPlan>? record = null, SimulationOptions? options = null)
    {
        using Snapshot snapshot = Snapshot.Open(path);
        snapshot.ThrowIfOther(network, dt, options ?? new SimulationOptions());
        var simulator = new Simulator(network, dt, record, options);
        try
        {
            snapshot.Apply(simulator.engine);
            return simulator;
        }
        catch
        {
            simulator.Dispose();
            throw;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        spikeFile?.Dispose();
        engine.Dispose();
    }

    private SpikeFile? Prepare(RecordingPlan plan)
    {
        IEnumerable<PopulationView> views = plan.AllSpikes ? Network.Populations.Select(p => (PopulationView)p) : plan.SpikeViews;
        foreach (IGrouping<Population, PopulationView> asked in views.GroupBy(v => v.Population))
        {
            recorded.Add(new RecordedSpikes(asked.Key));
            (int Start, int End)[] ranges = SliceSpikes.Union(asked);
            foreach (SliceRuntime slice in engine.SlicesOf(asked.Key.Index)) slice.Recorded = new SliceSpikes(ranges);
        }

        foreach (Population population in plan.AllCounts ? Network.Populations : plan.Counted)
        {
            foreach (SliceRuntime slice in engine.SlicesOf(population.Index)) slice.Counted = new SpikeCounts(slice.Slice.First, slice.Slice.Count);
        }

        foreach (StateRequest request in plan.StateRequests) engine.Traces.Add(new StateTrace(request));
        return plan.SpikeFile is { } path ? new SpikeFile(path) : null;
    }

    private static void ThrowIfForeign(Network network, Population population)
    {
        if (population.Index >= network.Populations.Count || !ReferenceEquals(network.Populations[population.Index], population))
            throw new ArgumentException($"The population '{population.Name}' belongs to another network than the one that is simulated.");
    }

    private void Report(double fraction)
    {
        if (Progress is null || (fraction < 1 && Stopwatch.GetElapsedTime(lastProgress) < TimeSpan.FromMilliseconds(100))) return;
        lastProgress = Stopwatch.GetTimestamp();
        Progress.Report(new SimulationProgress("Simulating", fraction, string.Create(CultureInfo.InvariantCulture, $"{Now.InSeconds:0.00} s simulated")));
    }
}
