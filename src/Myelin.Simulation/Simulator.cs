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
using Myelin.Spikes;
using Myelin.Values;
using Trace = Myelin.Simulation.Recording.Trace;

namespace Myelin.Simulation;

/// <summary>
/// A network built and ready to run. The same network and seed give the same spikes, bit for bit, whatever the number of threads, and
/// whether a run is made in one piece or several.
/// </summary>
public sealed class Simulator : IDisposable
{
    // Between two looks at progress and cancellation.
    private const int StepsPerEpoch = 500;

    private readonly Engine engine;
    private readonly SimulationOptions options;
    private readonly List<RecordedSpikes> recorded = [];
    private readonly SpikeFile? spikeFile;
    private long lastProgress;

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
        long start = Stopwatch.GetTimestamp();
        NetworkValidation.Check(network, dt);
        network.Freeze();
        MemoryEstimate.Of(network, this.options).ThrowIfTooLarge(this.options.MemoryLimit);
        var layout = new PartitionLayout(network, ThreadCount.For(network, this.options.Threads));
        engine = this.options.Precision == Precision.Double
            ? new NetworkBuilder<SimdDouble, double, SimdDoubleDraws>(network, dt, this.options, layout).Build()
            : new NetworkBuilder<Simd, float, SimdDraws>(network, dt, this.options, layout).Build();
        try
        {
            var plan = new RecordingPlan();
            record?.Invoke(plan);
            spikeFile = Prepare(plan);
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        BuildTime = Stopwatch.GetElapsedTime(start);
    }

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

    /// <summary>Wall-clock time of building.</summary>
    public TimeSpan BuildTime { get; }

    /// <summary>Wall-clock time of running, so far.</summary>
    public TimeSpan RunTime { get; private set; }

    /// <summary>Receives how far a run is; at first that of the options.</summary>
    public IProgress<SimulationProgress>? Progress { get; set; }

    /// <summary>Runs for a while.</summary>
    /// <param name="duration">Simulated time, a whole number of steps.</param>
    /// <exception cref="ArgumentException">The duration is negative, not finite or not a whole number of steps.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the state is that after the last completed step, and it can go on.</exception>
    public void Run(Time duration)
    {
        double exact = duration / Dt;
        double rounded = Math.Round(exact);
        if (!(exact >= 0 && rounded <= int.MaxValue) || Math.Abs(exact - rounded) > 1e-6 * Math.Max(1, exact))
            throw new ArgumentException($"A run of {duration} is not a whole number of steps of {Dt}; the nearest that is takes {rounded * Dt}.");
        RunSteps((long)rounded);
    }

    /// <summary>Runs for a number of steps.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled; the state is that after the last completed step, and it can go on.</exception>
    public void RunSteps(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (engine.Step + steps - engine.RecordingStart > int.MaxValue)
            throw new ArgumentException($"A recording can be at most {int.MaxValue} steps long; continue without recording or take a snapshot.");
        for (long done = 0; done < steps;)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            long now = Math.Min(StepsPerEpoch, steps - done);
            long start = Stopwatch.GetTimestamp();
            engine.Run(now);
            RunTime += Stopwatch.GetElapsedTime(start);
            done += now;
            spikeFile?.Append(engine, recorded);
            Report((double)done / steps);
        }
    }

    /// <summary>The recorded spikes of a population; steps count from the start of the recording.</summary>
    /// <exception cref="InvalidOperationException">They were not recorded, or went to a file.</exception>
    public Raster Spikes(Population population)
    {
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
        StateTrace trace = engine.Traces.Find(t => t.Request.Neurons == neurons && string.Equals(t.Request.Variable, variable, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{variable} of {neurons} was not recorded; ask for it with record: r => r.State(...).");
        return new Trace(trace.ToArray(), neurons.Count, trace.Request.Every, Dt);
    }

    /// <summary>The value of a state variable of one neuron now.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="neuron">Index of the neuron.</param>
    public double Peek(Population population, string variable, int neuron)
    {
        int index = NetworkValidation.StateIndex(population, variable);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, population.Size);
        SliceRuntime slice = engine.SlicesOf(population.Index).First(s => neuron < s.Slice.End);
        return slice.Kernel[index, neuron - slice.Slice.First];
    }

    /// <summary>Writes the state of the simulation to a file, from which it can be continued bit for bit, also with other threads.</summary>
    /// <param name="path">The file; it is written under a temporary name first.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Snapshot.Write(path, engine, options.Precision);

    /// <summary>Builds a network and puts it into the state of a snapshot.</summary>
    /// <param name="path">The snapshot.</param>
    /// <param name="network">The network of the snapshot, described again.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="record">What to record from here on.</param>
    /// <param name="options">Threads may differ from the run that was saved; precision may not.</param>
    /// <exception cref="InvalidDataException">The file is no snapshot, is damaged, or is of another network; the message says which.</exception>
    public static Simulator Restore(string path, Network network, Time dt, Action<RecordingPlan>? record = null, SimulationOptions? options = null)
    {
        using Snapshot snapshot = Snapshot.Open(path);
        snapshot.ThrowIfOther(network, dt, (options ?? new SimulationOptions()).Precision);
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
        spikeFile?.Dispose();
        engine.Dispose();
    }

    private SpikeFile? Prepare(RecordingPlan plan)
    {
        IEnumerable<PopulationView> views = plan.AllSpikes ? Network.Populations.Select(p => (PopulationView)p) : plan.SpikeViews;
        foreach (PopulationView view in views)
        {
            if (recorded.Exists(r => ReferenceEquals(r.Population, view.Population))) continue;
            recorded.Add(new RecordedSpikes(view.Population));
            foreach (SliceRuntime slice in engine.SlicesOf(view.Population.Index)) slice.Recorded = new SliceSpikes(view.Start, view.Start + view.Count);
        }

        foreach (StateRequest request in plan.StateRequests) engine.Traces.Add(new StateTrace(request));
        return plan.SpikeFile is { } path ? new SpikeFile(path) : null;
    }

    private void Report(double fraction)
    {
        if (Progress is null || (fraction < 1 && Stopwatch.GetElapsedTime(lastProgress) < TimeSpan.FromMilliseconds(100))) return;
        lastProgress = Stopwatch.GetTimestamp();
        Progress.Report(new SimulationProgress("Simulating", fraction, string.Create(CultureInfo.InvariantCulture, $"{Now.InSeconds:0.00} s simulated")));
    }
}
