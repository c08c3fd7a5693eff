using Myelin.Simulation.Machines;
using System.Numerics;
using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Couplings;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Kernels;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Recording;
using Myelin.Simulation.Releases;
using Myelin.Simulation.Threading;
using Myelin.Threading;

namespace Myelin.Simulation;

/// <summary>A built network in motion. One step: deliver, update, record; the order is that of the contract of a time step.</summary>
internal sealed unsafe class Engine : IDisposable
{
    // Where a slice is driven from outside, so many blocks are driven and then updated, while what arrived is in the first cache.
    private const int ChunkBlocks = 64;

    private readonly PartitionRuntime[] partitions;
    private readonly PartitionLayout layout;
    private readonly ThreadTeam team;
    private readonly IDisposable[] memory;
    private readonly int levels;
    private readonly bool isCoupled;
    private readonly Action<int> runThread;
    private long runFrom;
    private long runTo;

    public Engine(Network network, Time dt, PartitionLayout layout, PartitionRuntime[] partitions, IDisposable[] memory, int longestDelay)
    {
        Network = network;
        Dt = dt;
        this.layout = layout;
        this.partitions = partitions;
        this.memory = memory;
        LongestDelay = longestDelay;
        levels = 1 + partitions.SelectMany(p => p.Slices).Select(s => s.Level).DefaultIfEmpty(0).Max();
        isCoupled = network.Couplings.Count > 0;
        team = new ThreadTeam(layout.Threads);
        runThread = RunThread;
    }

    public Network Network { get; }

    public Time Dt { get; }

    public int LongestDelay { get; }

    public int Threads => layout.Threads;

    public PartitionLayout Layout => layout;

    /// <summary>Steps completed since the network was built or restored: the next step's number.</summary>
    public long Step { get; set; }

    /// <summary>Step at which recording started.</summary>
    public long RecordingStart { get; set; }

    /// <summary>Whether neurons and what is under way are all the state there is: no synapse, terminal or release remembers anything.</summary>
    public bool OnlyNeuronsRemember => !isCoupled && partitions.All(p => p.Deliveries.TrueForAll(d => d.Marking));

    /// <summary>Blocks that were advanced in the last step, or would be where none are passed over.</summary>
    public int AwakeBlocks => partitions.SelectMany(p => p.Slices).Sum(s => s.Activity?.Awake ?? s.Slice.Blocks);

    public List<StateTrace> Traces { get; } = [];

    /// <summary>What carries spikes between the cores of a machine that the run imitates; null where none does.</summary>
    public Courier? Courier { get; init; }

    /// <summary>The opened inputs, in the order of the network's drives.</summary>
    public required IReadOnlyList<InputSource> Sources { get; init; }

    public long Synapses => partitions.Sum(p => p.Deliveries.Sum(d => d.Synapses) + p.Slices.Sum(s => s.Couplings.Sum(c => c.Synapses)));

    public long Events => partitions.Sum(p => p.Events);

    public long Spikes => partitions.Sum(p => p.Spikes);

    public long Bytes => partitions.Sum(p => p.Deliveries.Sum(d => d.Bytes) + p.Slices.Sum(s => s.Bytes));

    /// <summary>Takes over the counts of a run that is continued.</summary>
    public void RestoreCounts(long spikes, long events)
    {
        foreach (PartitionRuntime partition in partitions) (partition.Spikes, partition.Events) = (0, 0);
        (partitions[0].Spikes, partitions[0].Events) = (spikes, events);
    }

    /// <summary>The slices of a population, in the order of its neurons.</summary>
    public IEnumerable<SliceRuntime> SlicesOf(int population) =>
        partitions.SelectMany(p => p.Slices).Where(s => s.Slice.Population == population).OrderBy(s => s.Slice.First);

    /// <summary>The tables whose synapses have states, in a fixed order.</summary>
    public IEnumerable<ISynapseStates[]> SynapseStates =>
        partitions.SelectMany(p => p.Deliveries).OfType<ISynapseStates>().GroupBy(t => t.Group).OrderBy(g => g.Key).Select(g => g.ToArray());

    /// <summary>The synapses of plastic projections, per partition.</summary>
    public IEnumerable<PlasticDelivery> Plastic => partitions.SelectMany(p => p.Deliveries).OfType<PlasticDelivery>();

    /// <summary>The slices, by partition and population.</summary>
    public IEnumerable<SliceRuntime> Slices => partitions.SelectMany(p => p.Slices);

    /// <summary>Runs some steps on all threads.</summary>
    public void Run(long steps)
    {
        (runFrom, runTo) = (Step, Step + steps);
        foreach (StateTrace trace in Traces) trace.Prepare(runFrom - RecordingStart, runTo - RecordingStart);
        team.Run(runThread);
        Step = runTo;
    }

    public void Dispose()
    {
        team.Dispose();
        foreach (StateTrace trace in Traces) trace.Dispose();
        foreach (PartitionRuntime partition in partitions)
        {
            foreach (SpikeDelivery delivery in partition.Deliveries) delivery.Dispose();
            foreach (SliceRuntime slice in partition.Slices) slice.Dispose();
        }

        foreach (IDisposable block in memory) block.Dispose();
    }

    private void RunThread(int thread)
    {
        for (long step = runFrom, to = runTo; step < to; step++)
        {
            if (isCoupled) SignalAll(thread);
            DeliverAt(thread, step, -1);

            // All potentials at the start of the step have been read before any changes.
            if (isCoupled) team.Barrier();
            for (int level = 0; level < levels; level++)
            {
                if (level > 0)
                {
                    team.Barrier();
                    DeliverAt(thread, step, level);
                }

                UpdateLevel(thread, step, level);
            }

            team.Barrier();
            if (Courier is null) continue;
            if (thread == 0) Courier.Carry(step);
            team.Barrier();
        }
    }

    private void SignalAll(int thread)
    {
        for (int p = thread; p < partitions.Length; p += layout.Threads)
        {
            foreach (SliceRuntime slice in partitions[p].Slices)
            {
                foreach (CouplingSignals signals in slice.Signals) signals.Advance();
            }
        }
    }

    private void DeliverAt(int thread, long step, int level)
    {
        for (int p = thread; p < partitions.Length; p += layout.Threads)
        {
            PartitionRuntime partition = partitions[p];
            long events = 0;
            foreach (SpikeDelivery delivery in partition.Deliveries)
            {
                if (delivery.Level == level) events += delivery.Deliver(step);
            }

            partition.Events += events;
        }
    }

    private void UpdateLevel(int thread, long step, int level)
    {
        for (int p = thread; p < partitions.Length; p += layout.Threads)
        {
            foreach (SliceRuntime slice in partitions[p].Slices)
            {
                if (slice.Level == level) partitions[p].Spikes += Update(slice, step);
            }
        }
    }

    private int Update(SliceRuntime slice, long step)
    {
        int* room = slice.History.Room;
        int spikes = slice.Activity is { } activity ? AdvanceAwake(slice, activity, step, room) : AdvanceAll(slice, step, room);
        slice.History.Commit(step, spikes);
        slice.Recorded?.Add((int)(step - RecordingStart), room, spikes);
        slice.Counted?.Add(room, spikes);
        foreach (StateTrace trace in Traces)
        {
            if (trace.Request.Neurons.Population.Index == slice.Slice.Population) trace.Sample(slice, step + 1 - RecordingStart);
        }

        return spikes;
    }

    private static int AdvanceAll(SliceRuntime slice, long step, int* room)
    {
        int spikes = 0;
        int chunk = slice.Drives.Count > 0 ? ChunkBlocks : slice.Slice.Blocks;
        for (int block = 0; block < slice.Slice.Blocks; block += chunk)
        {
            spikes += Advance(slice, block, Math.Min(chunk, slice.Slice.Blocks - block), step, room + spikes);
        }

        return spikes;
    }

    private static int AdvanceAwake(SliceRuntime slice, SliceActivity activity, long step, int* room)
    {
        bool looks = SliceActivity.LooksAt(step);
        foreach (SliceDrive drive in slice.Drives) looks = looks && drive.IsSteady(step);
        int spikes = 0;
        for (int block = 0, count; (count = activity.Next(block, out int first)) > 0; block = first + count)
        {
            if (looks) activity.Remember(slice, first, count);
            int found = Advance(slice, first, count, step, room + spikes);
            if (looks) activity.Settle(slice, first, count, new ReadOnlySpan<int>(room + spikes, found));
            else activity.Stay(first, count);
            spikes += found;
        }

        return spikes;
    }

    private static int Advance(SliceRuntime slice, int block, int blocks, long step, int* room)
    {
        int first = block * PartitionLayout.Block;
        int neurons = Math.Min(blocks * PartitionLayout.Block, slice.Slice.Count - first);
        foreach (SliceDrive drive in slice.Drives) drive.Add(first, neurons, step);
        foreach (CouplingKernel coupling in slice.Couplings) coupling.Advance(block, blocks);
        foreach (ReceptorKernel receptor in slice.Receptors) receptor.Advance(block, blocks);
        return slice.Kernel.Advance(block, blocks, step, room);
    }
}
