using Myelin.Simulation.Machines;
using System.Numerics;
using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation.Couplings;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Inference;
using Myelin.Simulation.Kernels;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Releases;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Building;

/// <summary>Makes a running engine of a network's description, in one precision.</summary>
internal sealed unsafe class NetworkBuilder<V, T, TDraws>(Network network, Time dt, SimulationOptions options, PartitionLayout layout)
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDraws : struct, IBlockDraws<V, TDraws>
{
    private readonly List<IDisposable> memory = [];
    private readonly int[] levels = NetworkValidation.Levels(network);
    private readonly NativeBuffer<T>?[,] accumulators = new NativeBuffer<T>?[layout.Partitions, network.Populations.Max(p => p.Ports.Count) + 1];
    private readonly List<PlannedDelivery> planned = [];
    private readonly bool[][] arrives = [.. network.Populations.Select(Used)];
    private readonly double[][][] constants = [.. network.Populations.Select(p => Lower(p, m => m.LowerConstants(dt)))];
    private readonly double[][][] initial = [.. network.Populations.Select(p => Lower(p, m => m.LowerInitialState(dt)))];
    private readonly Dictionary<IReleaseModel, ReleaseKernel> releases = [];
    private readonly PopulationNumbers<V, T, TDraws> numbers = new(options.Emulation);
    private readonly Courier? courier = options.Emulation?.Transport is { } transport ? new Courier(transport, network, layout.Partitions) : null;
    private SliceRuntime[][] slices = [];
    private int longestDelay = 1;

    public Engine Build()
    {
        try
        {
            PlanSparse();
            PlanOthers();
            PlanInlets();
            List<(Drive Drive, int Port, InputSource Source)> drives = OpenDrives();
            CouplingEdges[] couplings = PlanCouplings();
            slices = BuildSlices();
            foreach (CouplingEdges edges in couplings)
                edges.Coupling.Model.Accept(new CouplingBuilder<V, T>(edges, dt, slices, (slice, port) => (nint)(Accumulators(slice.Partition, port) + slice.Local), memory));
            var partitions = new PartitionRuntime[layout.Partitions];
            for (int p = 0; p < partitions.Length; p++) partitions[p] = BuildPartition(p, slices, drives);
            ApplyInitialStates(slices);
            courier?.Attach(slices);
            if (courier is not null) memory.Add(courier);
            return new Engine(network, dt, layout, partitions, [.. memory], longestDelay) { Sources = [.. drives.Select(d => d.Source)], Courier = courier };
        }
        catch
        {
            foreach (IDisposable block in memory) block.Dispose();
            throw;
        }
    }

    private void PlanSparse()
    {
        int done = 0;
        Projection[] sparse = [.. network.Projections.Where(p => !IsDense(p) && p.Rule.Storage != ConnectionStorage.Procedural)];
        double total = Math.Max(1, sparse.Sum(p => p.ExpectedSynapses)), built = 0;
        foreach (IGrouping<int, Projection> group in sparse.GroupBy(p => p.Source.Population.Index).OrderBy(g => g.Key))
        {
            Population source = network.Populations[group.Key];
            var lanes = new List<RowLane>();
            var projections = new List<SourceProjection>();
            try
            {
                foreach (Projection p in group)
                {
                    int? steps = NetworkValidation.DelayBounds(p, dt);
                    (int positive, int negative) = Lanes(p, steps, lanes);
                    var rows = new ConnectionRows(p, network.Seed, layout.Threads, options.Cancellation);
                    projections.Add(new SourceProjection(p, rows, positive, negative, steps, layout.Slices[p.Target.Population.Index], options.Emulation?.Of(p)));
                }

                BuildRows(source, lanes, projections, fraction => Report(built + (fraction * group.Sum(p => p.ExpectedSynapses)), total));
            }
            finally
            {
                foreach (SourceProjection p in projections) p.Rows.Dispose();
            }

            built += group.Sum(p => p.ExpectedSynapses);
            Report(built, total);
            done++;
        }
    }

    // Several builder threads report; the receiver sees one at a time.
    private void Report(double built, double total)
    {
        if (options.Progress is null) return;
        lock (memory) options.Progress.Report(new SimulationProgress("Building", Math.Min(1, built / total), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{built / 1e6:0.0} of {total / 1e6:0.0} M synapses")));
    }

    private (int Positive, int Negative) Lanes(Projection projection, int? steps, List<RowLane> lanes)
    {
        Population target = projection.Target.Population;
        if (projection.Weight?.ConstantValue is { } weight)
        {
            // Whatever sign the weight's last rounding leaves: -0, or a number below the smallest.
            int only = Lane(projection, steps, lanes, NetworkValidation.Port(target, projection.Port, weight));
            return (only, only);
        }

        int positive = Lane(projection, steps, lanes, NetworkValidation.Port(target, projection.Port, 1));
        int negative = Lane(projection, steps, lanes, NetworkValidation.Port(target, projection.Port, -1));
        return (positive, negative);
    }

    private int Lane(Projection projection, int? steps, List<RowLane> lanes, int port)
    {
        int target = projection.Target.Population.Index;
        int release = projection.Release is { } rule ? Array.IndexOf(ReleasesOf(projection.Source.Population), rule) : -1;
        Projection? plastic = projection.Learning is null ? null : projection;
        RowLane key = projection.IsImmediate ? new RowLane(port, levels[target], target, release, plastic) : new RowLane(port, -1, -1, release, plastic);
        int index = lanes.FindIndex(l =>
            l.Port == key.Port && l.Level == key.Level && l.Target == key.Target && l.Release == key.Release && ReferenceEquals(l.Plastic, plastic));
        if (index < 0)
        {
            index = lanes.Count;
            lanes.Add(key);
        }

        lanes[index].Include(projection, steps, options.Emulation?.Of(projection));
        arrives[target][port] = true;
        return index;
    }

    private void BuildRows(Population source, List<RowLane> lanes, List<SourceProjection> projections, Action<double> report)
    {
        foreach (RowLane lane in lanes)
        {
            lane.Tables = [.. Enumerable.Range(0, layout.Partitions).Select(_ => new SynapseRows(source.Size, lane.FirstDelay))];
        }

        IRowFormat<T>[] formats = [.. lanes.Select(Format)];
        const int Batch = 32;
        int batches = (source.Size + Batch - 1) / Batch, finished = 0;
        var arenas = new System.Collections.Concurrent.ConcurrentBag<SynapseArena>();
        var builders = new System.Collections.Concurrent.ConcurrentBag<RowBuilder<T>>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = layout.Threads, CancellationToken = options.Cancellation };
        try
        {
            Parallel.For(
                0,
                batches,
                parallel,
                () => builders.TryTake(out RowBuilder<T>? free) ? free : NewBuilder(),
                (batch, _, builder) =>
                {
                    for (int s = batch * Batch; s < Math.Min(source.Size, (batch + 1) * Batch); s++) builder.Build(s);
                    int now = Interlocked.Increment(ref finished);
                    if ((now & 15) == 0) report((double)now / batches);
                    return builder;
                },
                builders.Add);
        }
        catch (AggregateException exception) when (exception.InnerException is ArgumentException or OutOfMemoryException or OperationCanceledException)
        {
            throw exception.InnerException;
        }
        finally
        {
            memory.AddRange(arenas);
        }

        for (int l = 0; l < lanes.Count; l++)
        {
            RowLane lane = lanes[l];
            IRowFormat<T> format = formats[l];
            for (int p = 0; p < layout.Partitions; p++)
            {
                SynapseRows rows = lane.Tables[p];
                if (rows.Synapses == 0 && lane.Plastic?.Rewiring is null)
                {
                    rows.Dispose();
                    continue;
                }

                // A third factor from a population is read one step after the longest delay.
                longestDelay = Math.Max(longestDelay, rows.LastDelay + (lane.Plastic?.Learning?.Factor is null ? 0 : 1));
                if (lane.Plastic is { } projection)
                {
                    int partition = p;
                    planned.Add(new PlannedDelivery(p, lane.Port, 0, (sources, into) => ((IPlasticFormat)format).Deliver(PartsOf(projection, partition, lane, rows, sources, into)), source.Index, lane.Level >= 0));
                    continue;
                }

                StochasticRelease? stochastic = Stochastic(source, lane, p);
                planned.Add(new PlannedDelivery(p, lane.Port, 0, (sources, into) => format.Deliver(rows, lane.Level, lane.Release, stochastic, sources, into), source.Index, lane.Level >= 0));
            }
        }

        RowBuilder<T> NewBuilder()
        {
            var arena = new SynapseArena();
            arenas.Add(arena);
            return new RowBuilder<T>(projections, lanes, formats, layout.Partitions, network.Seed, dt, arena);
        }
    }

    private PlasticParts PartsOf(Projection projection, int partition, RowLane lane, SynapseRows rows, SpikeHistory[] sources, nint into)
    {
        SliceRuntime target = slices[projection.Target.Population.Index][partition];
        ProjectionLearning learning = projection.Learning!;
        SpikeHistory[] factor = learning.Factor is { } population ? [.. slices[population.Index].Where(s => s.Slice.Count > 0).Select(s => s.History)] : [];
        return new PlasticParts(projection, lane.Port, lane.Level, rows, sources, target.Slice, [.. learning.Rules.Select(r => target.History.TrainOf(r, projection))], factor, into, options.Emulation?.CircuitOf(projection));
    }

    private PostTrain TrainOf(IPlasticityRuleModel rule, Slice slice) => numbers.Train(network.Populations[slice.Population], rule, dt, slice, longestDelay);

    private IRowFormat<T> Format(RowLane lane)
    {
        if (lane.Plastic is { Learning: { } learning } plastic) return numbers.PlasticRows(plastic, learning, dt, network.Seed);
        if (lane.UniformWeight is { } weight) return new RowFormat<T, UniformSynapse<T>>(new UniformSynapse<T>(T.CreateTruncating(weight)));
        if (typeof(T) == typeof(float) && options.Weights != WeightStorage.Full && !lane.HasGivenWeights)
            return (IRowFormat<T>)(object)new RowFormat<float, HalfSynapse>(default);
        return new RowFormat<T, FullSynapse<T>>(default);
    }

    private static bool IsDense(Projection p) => p.Rule.Storage == ConnectionStorage.Dense && p.Delay.ConstantValue is not null && p.Release is null && p.Learning is null;

    // Projections with equal rules share what their source releases.
    private IReleaseModel[] ReleasesOf(Population source) =>
        [.. network.Projections.Where(p => p.Source.Population == source).Select(p => p.Release).OfType<IReleaseModel>().Distinct()];

    private ReleaseKernel KernelOf(IReleaseModel rule)
    {
        if (releases.TryGetValue(rule, out ReleaseKernel? kernel)) return kernel;
        kernel = ReleaseKernel.Of(rule, dt);
        releases.Add(rule, kernel);
        memory.Add(kernel);
        return kernel;
    }

    private StochasticRelease? Stochastic(Population source, RowLane lane, int partition)
    {
        if (lane.Release < 0 || KernelOf(ReleasesOf(source)[lane.Release]) is not { IsStochastic: true } kernel) return null;
        var targets = new int[layout.LocalNeurons[partition]];
        int before = 0;
        foreach (Population population in network.Populations)
        {
            Slice slice = layout.Slices[population.Index][partition];
            for (int n = 0; n < slice.Count; n++) targets[slice.Local + n] = before + slice.First + n;
            before += population.Size;
        }

        return new StochasticRelease(lane.Release, kernel, network.DrawSeed, ((uint)source.Index << 16) | ((uint)lane.Port << 8) | (uint)lane.Release, targets);
    }

    private void PlanOthers()
    {
        foreach (Projection p in network.Projections)
        {
            bool dense = IsDense(p);
            if (!dense && p.Rule.Storage != ConnectionStorage.Procedural) continue;
            int delay = NetworkValidation.DelayBounds(p, dt)
                ?? throw new ArgumentException($"{p.Name}: {p.Rule} shares its weights and needs one delay for all, got {p.Delay}.");
            longestDelay = Math.Max(longestDelay, delay);
            Population target = p.Target.Population;
            int positive = NetworkValidation.Port(target, p.Port, 1), negative = NetworkValidation.Port(target, p.Port, -1);
            (int Port, int Sign)[] parts = positive == negative ? [(positive, 0)] : [(positive, 1), (negative, -1)];
            ConnectionStream stream = p.Rule.Open(p.Source.Count, p.Target.Count, p.IsRecurrent, network.Seed, (uint)p.Index);
            foreach ((int port, int sign) in parts)
            {
                arrives[p.Target.Population.Index][port] = true;
                foreach (Slice slice in layout.Slices[p.Target.Population.Index])
                {
                    int first = Math.Max(slice.First, p.Target.Start), end = Math.Min(slice.End, p.Target.Start + p.Target.Count);
                    if (first >= end) continue;
                    var part = new SharedWeights(p.Source.Start, p.Source.Count, first - p.Target.Start, end - first, sign, delay, options.Emulation?.Of(p));
                    int level = p.IsImmediate ? levels[p.Target.Population.Index] : -1;
                    (NativeBuffer<T>? matrix, int[] connections) = dense ? part.Matrix<T>(stream, p.Weight) : (null, []);
                    T factor = T.CreateTruncating(p.Weight?.ConstantValue ?? 1);
                    planned.Add(new PlannedDelivery(
                        slice.Partition,
                        port,
                        slice.Local + first - slice.First,
                        (sources, into) => matrix is not null
                            ? new DenseDelivery<T>(matrix, connections, part, sources, (T*)into) { Level = level }
                            : new StreamedDelivery<T>(part, stream, factor, sources, (T*)into) { Level = level },
                        p.Source.Population.Index,
                        p.IsImmediate));
                }
            }
        }
    }

    private CouplingEdges[] PlanCouplings()
    {
        CouplingEdges[] couplings = [.. network.Couplings.SelectMany(c => CouplingEdges.Of(c, network.Seed, layout.Threads, options.Cancellation))];
        foreach (CouplingEdges edges in couplings) arrives[edges.Target.Index][NetworkValidation.Port(edges.Target, edges.Coupling.Port, 1)] = true;
        return couplings;
    }

    private List<(Drive Drive, int Port, InputSource Source)> OpenDrives()
    {
        var opened = new List<(Drive, int, InputSource)>();
        foreach (Drive drive in network.Drives)
        {
            int port = NetworkValidation.Port(drive.Target.Population, drive.Port ?? drive.Input.DefaultPort, drive.Input.Sign);
            arrives[drive.Target.Population.Index][port] = true;
            opened.Add((drive, port, drive.Input.Open(drive.Target.Count, dt, network.DrawSeed, (uint)drive.Index)));
        }

        return opened;
    }

    // Events enter as spikes that arrive in the step for which they were given.
    private void PlanInlets()
    {
        foreach (Inlet inlet in options.Inlets)
        {
            int port = NetworkValidation.Port(inlet.Population, null, 1);
            arrives[inlet.Population.Index][port] = true;
            foreach (Slice slice in layout.Slices[inlet.Population.Index].Where(s => s.Count > 0))
                planned.Add(new PlannedDelivery(slice.Partition, port, slice.Local, (_, into) => new InletDelivery<T>(inlet, slice.First, slice.Count, (T*)into) { Level = -1 }, inlet.Population.Index));
        }
    }

    private T* Accumulators(int partition, int port)
    {
        NativeBuffer<T>? buffer = accumulators[partition, port];
        if (buffer is null)
        {
            buffer = new NativeBuffer<T>(layout.LocalNeurons[partition]);
            accumulators[partition, port] = buffer;
            memory.Add(buffer);
        }

        return buffer.Pointer;
    }

    private SliceRuntime[][] BuildSlices()
    {
        var result = new SliceRuntime[network.Populations.Count][];
        foreach (Population population in network.Populations)
        {
            result[population.Index] =
            [
                .. layout.Slices[population.Index].Select(slice =>
                {
                    var ports = new nint[arrives[population.Index].Length];
                    for (int port = 0; port < ports.Length; port++)
                    {
                        if (arrives[population.Index][port]) ports[port] = (nint)(Accumulators(slice.Partition, port) + slice.Local);
                    }

                    var request = new KernelRequest(slice.Count, slice.First, Part(constants[population.Index], slice), Part(initial[population.Index], slice), ports, network.DrawSeed, population.Index);
                    NeuronKernel kernel = numbers.Kernel(population, request);
                    var built = new SliceRuntime(slice, kernel, ReceptorsOf(population, slice, kernel), HistoryOf(population, slice), levels[population.Index]);
                    foreach ((_, _, PostTrain train) in built.History.Trains) train.Attach(built, population);
                    return built;
                }),
            ];
        }

        return result;

        static double[][] Part(double[][] values, Slice slice) =>
            values.Length == 1 || slice.Count == 0 ? values[..1] : values[slice.First..slice.End];
    }

    private SpikeHistory HistoryOf(Population population, Slice slice)
    {
        var history = new SpikeHistory(slice.Count, longestDelay + 1);
        history.Trains.AddRange(network.Projections
            .Where(p => p.Target.Population == population)
            .SelectMany(p => (p.Learning?.Rules ?? []).Select(rule => (Rule: rule, Of: rule.Info is { NeedsFactor: true, Followed.Count: > 0 } ? p : null)))
            .Distinct()
            .Select(t => (t.Rule, t.Of, TrainOf(t.Rule, slice))));
        history.Releases.AddRange(ReleasesOf(population).Select(rule => new ReleaseTrain<T>(KernelOf(rule), dt, slice.First, slice.Count, history.Capacity)));
        return history;
    }

    private ReceptorKernel[] ReceptorsOf(Population population, Slice slice, NeuronKernel kernel) =>
    [
        .. population.Receptors.Select((receptor, i) => numbers.Receptor(receptor, new ReceptorRequest(
            slice.Count,
            receptor.Model.LowerConstants(dt),
            receptor.Model.LowerInitialState(dt),
            (nint)(Accumulators(slice.Partition, population.Model.Info.Ports.Count + i) + slice.Local),
            (nint)(Accumulators(slice.Partition, NetworkValidation.Port(population, receptor.Into, 1)) + slice.Local),
            receptor.Model.Info.SeesMembrane ? kernel.AddressOf(NetworkValidation.StateIndex(population, "U")) : 0,
            kernel.States))),
    ];

    // Receptors read their port and write the neurons' in every step, whether or not anything is connected.
    private static bool[] Used(Population population)
    {
        var used = new bool[population.Ports.Count];
        for (int i = 0; i < population.Receptors.Count; i++)
        {
            used[population.Model.Info.Ports.Count + i] = true;
            used[NetworkValidation.Port(population, population.Receptors[i].Into, 1)] = true;
        }

        return used;
    }

    private static double[][] Lower(Population population, Func<INeuronModel, double[]> lower)
    {
        var result = new double[population.HasParametersPerNeuron ? population.Size : 1][];
        for (int i = 0; i < result.Length; i++)
        {
            try
            {
                result[i] = lower(population.ModelOf(i));
            }
            catch (ArgumentException exception)
            {
                string which = population.HasParametersPerNeuron ? $"Neuron {i} of population" : "Population";
                throw new ArgumentException($"{which} '{population.Name}': {exception.Message}", exception);
            }
        }

        return result;
    }

    private PartitionRuntime BuildPartition(int p, SliceRuntime[][] slices, List<(Drive Drive, int Port, InputSource Source)> drives)
    {
        var partition = new PartitionRuntime();
        foreach (SliceRuntime[] population in slices) partition.Slices.Add(population[p]);
        foreach (PlannedDelivery plan in planned.Where(d => d.Partition == p))
        {
            SpikeHistory[] sources = courier is { CanBeLate: true } && !plan.IsImmediate ? [courier.Inbox(p, network.Populations[plan.Source], longestDelay + 1)] : [.. slices[plan.Source].Where(s => s.Slice.Count > 0).Select(s => s.History)];
            SpikeDelivery delivery = plan.Create(sources, (nint)(Accumulators(p, plan.Port) + plan.Local));
            delivery.Local = plan.Local;
            partition.Deliveries.Add(delivery);
        }

        foreach ((Drive drive, int port, InputSource source) in drives)
        {
            SliceRuntime slice = slices[drive.Target.Population.Index][p];
            if (slice.Slice.Count == 0) continue;
            slice.Drives.Add(new SliceDrive<T>(
                source,
                slice.Slice.First - drive.Target.Start,
                drive.Target.Count,
                (nint)(Accumulators(p, port) + slice.Slice.Local)));
        }

        if (options.EventDriven && partition.Deliveries.TrueForAll(d => d.Marking)) LetRest(partition, p);
        return partition;
    }

    private void LetRest(PartitionRuntime partition, int index)
    {
        var marks = new BlockMarks(layout.LocalNeurons[index]);
        memory.Add(marks);
        foreach (SpikeDelivery delivery in partition.Deliveries) delivery.Marks = marks;
        foreach (SliceRuntime slice in partition.Slices)
        {
            if (slice.Slice.Count == 0 || slice.Kernel.IsStochastic || slice.Couplings.Count > 0) continue;
            int bytes = slice.Kernel.StateOf(0, 1).Length + slice.Receptors.Sum(r => r.StateOf(0, 1).Length);
            slice.Activity = new SliceActivity(marks.Pointer + (slice.Slice.Local / PartitionLayout.Block), slice.Slice.Blocks, bytes);
        }
    }

    private void ApplyInitialStates(SliceRuntime[][] slices)
    {
        foreach (InitialState state in network.InitialStates)
        {
            var values = new float[state.Target.Count];
            var stream = new RandomStream(network.Seed, StreamPurpose.InitialState, (uint)state.Index);
            state.Values.Fill(ref stream, values);
            foreach (SliceRuntime slice in slices[state.Target.Population.Index])
            {
                for (int n = Math.Max(slice.Slice.First, state.Target.Start); n < Math.Min(slice.Slice.End, state.Target.Start + state.Target.Count); n++)
                {
                    slice[state.Variable, n - slice.Slice.First] = state.Values.ConstantValue ?? values[n - state.Target.Start];
                }
            }
        }
    }

    /// <summary>A delivery that is created once the histories that it reads exist.</summary>
    private sealed record PlannedDelivery(int Partition, int Port, int Local, Func<SpikeHistory[], nint, SpikeDelivery> Create, int Source, bool IsImmediate = false);
}
