using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Simulation.Machines;

namespace Myelin.Hardware.Routing;

/// <summary>
/// Carries the spikes of a mapped network through its mesh, and counts what that and the cores' work cost. Where steps pass in real time, a packet that is under way when the next step
/// begins comes late; where cores wait for each other, the step takes longer. A core updates its neurons one after the other, so packets leave in that order.
/// </summary>
internal sealed class ChipTransport : SpikeTransport
{
    private readonly ChipMapping mapping;
    private readonly bool followsPackets;
    private readonly bool isLate;
    private readonly long[] events;
    private readonly long[] nextEvents;
    private readonly double[] coreReady;
    private readonly int[] neurons;
    private readonly List<(int Core, int Population, int Neuron)> sent = [];
    private readonly long[] pairs;
    private double now;

    public ChipTransport(ChipMapping mapping, bool followsPackets, bool isLate)
    {
        this.mapping = mapping;
        this.followsPackets = followsPackets;
        this.isLate = isLate;
        Mesh = new Mesh(mapping.Width, mapping.Height);
        Router = new PacketRouter(Mesh, mapping.Chip.Mesh);
        events = new long[mapping.Cores.Count];
        nextEvents = new long[mapping.Cores.Count];
        coreReady = new double[mapping.Cores.Count];
        neurons = [.. mapping.Cores.Select(c => c.Neurons)];
        EventsOf = new long[mapping.Cores.Count];
        SpikesOf = new long[mapping.Cores.Count];
        pairs = new long[followsPackets ? 0 : (long)mapping.Cores.Count * mapping.Cores.Count is var size && size <= 1 << 24 ? (int)size : 0];
    }

    public Mesh Mesh { get; }

    public PacketRouter Router { get; }

    /// <summary>Synaptic events of each core.</summary>
    public long[] EventsOf { get; }

    /// <summary>Spikes of each core.</summary>
    public long[] SpikesOf { get; }

    /// <summary>Packets between cores, and from outside to cores.</summary>
    public long Packets { get; private set; }

    /// <summary>Routers passed by packets that were counted, not followed.</summary>
    public long CountedHops { get; private set; }

    /// <summary>Steps carried.</summary>
    public long Steps { get; private set; }

    /// <summary>Cycles that the steps took.</summary>
    public double Cycles { get; private set; }

    /// <summary>Cycles of the longest step.</summary>
    public double LongestStep { get; private set; }

    /// <summary>Steps that took longer than real time allows.</summary>
    public long Overruns { get; private set; }

    /// <summary>Cycles that packets took from neuron to core, in all and at the most.</summary>
    public (double Sum, double Most) Latency { get; private set; }

    public override bool CanBeLate => isLate;

    /// <summary>Cycles of a step in real time.</summary>
    private double StepCycles => mapping.Dt.InMilliseconds * 1000 * mapping.Chip.Time.ClockMegahertz;

    public override void Carry(long step, StepSpikes spikes, LateArrivals arrivals)
    {
        ChipTime time = mapping.Chip.Time;
        sent.Clear();
        Array.Clear(nextEvents);
        foreach (CorePlan core in mapping.Cores)
        {
            int place = mapping.Places[core.Index], before = 0;
            coreReady[core.Index] = (neurons[core.Index] * time.NeuronCycles) + (events[core.Index] * time.EventCycles);
            foreach (CoreSlice slice in core.Slices)
            {
                foreach (int neuron in Fired(spikes, slice))
                {
                    SpikesOf[core.Index]++;
                    Emit(slice.Population, neuron, place, now + ((before + neuron - slice.First + 1) * time.NeuronCycles), core.Index);
                }

                before += slice.Count;
            }
        }

        // What comes from outside enters at the first router.
        foreach (var population in mapping.Network.Populations.Where(p => p.IsRelay))
        {
            for (int part = 0; part < spikes.Cores; part++)
            {
                foreach (int neuron in spikes.Of(population.Index, part)) Emit(population.Index, neuron, 0, now, -1);
            }
        }

        double last = followsPackets ? Follow(arrivals) : now;
        Finish(last);
        nextEvents.CopyTo(events, 0);
    }

    /// <summary>The traffic of each wire.</summary>
    public IReadOnlyList<long> Traffic()
    {
        if (followsPackets || pairs.Length == 0) return Router.Carried;
        var carried = new long[Mesh.Wires];
        for (int i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] == 0) continue;
            int at = mapping.Places[i / mapping.Cores.Count], to = mapping.Places[i % mapping.Cores.Count];
            while (at != to)
            {
                (int wire, int next) = Mesh.Next(at, to);
                carried[wire] += pairs[i];
                at = next;
            }
        }

        return carried;
    }

    // Where the simulator is not divided as the cores are, a core's spikes are a part of a larger slice's.
    private static ReadOnlySpan<int> Fired(StepSpikes spikes, CoreSlice slice)
    {
        ReadOnlySpan<int> all = default;
        for (int part = 0; part < spikes.Cores; part++)
        {
            ReadOnlySpan<int> found = spikes.Of(slice.Population, part);
            int first = LowerBound(found, slice.First), end = LowerBound(found, slice.First + slice.Count);
            if (end > first)
            {
                if (all.IsEmpty) all = found[first..end];
                else return Joined(all, found[first..end]);
            }
        }

        return all;
    }

    private static int[] Joined(ReadOnlySpan<int> left, ReadOnlySpan<int> right) => [.. left, .. right];

    private static int LowerBound(ReadOnlySpan<int> values, int value)
    {
        int low = 0, high = values.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (values[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Emit(int population, int neuron, int place, double time, int from)
    {
        int global = mapping.FirstOf[population] + neuron;
        ReadOnlySpan<int> cores = mapping.Destinations.CoresOf(global), synapses = mapping.Destinations.SynapsesOf(global);
        for (int i = 0; i < cores.Length; i++)
        {
            int core = cores[i];
            nextEvents[core] += synapses[i];
            EventsOf[core] += synapses[i];
            Packets++;
            if (followsPackets)
            {
                Router.Send(place, mapping.Places[core], time, sent.Count);
                sent.Add((core, population, neuron));
            }
            else
            {
                CountedHops += Mesh.Distance(place, mapping.Places[core]);
                if (from >= 0 && pairs.Length > 0) pairs[((long)from * mapping.Cores.Count) + core]++;
            }
        }
    }

    private double Follow(LateArrivals arrivals)
    {
        double last = now, end = now + StepCycles;
        bool realTime = mapping.Chip.Time.IsRealTime;
        Router.Run((tag, time) =>
        {
            (int core, int population, int neuron) = sent[tag];
            if (double.IsNaN(time))
            {
                if (isLate) arrivals.Lose(core, population, neuron);
                return;
            }

            last = Math.Max(last, time);
            Latency = (Latency.Sum + (time - now), Math.Max(Latency.Most, time - now));
            if (isLate && realTime && time > end) arrivals.Delay(core, population, neuron, (int)Math.Ceiling((time - end) / StepCycles));
        });
        return last;
    }

    private void Finish(double lastArrival)
    {
        double work = coreReady.Length == 0 ? 0 : coreReady.Max();
        double needed = Math.Max(work, lastArrival - now) + mapping.Chip.Time.BarrierCycles;
        double taken = mapping.Chip.Time.IsRealTime ? StepCycles : needed;
        if (mapping.Chip.Time.IsRealTime && work > StepCycles) Overruns++;
        Steps++;
        Cycles += taken;
        LongestStep = Math.Max(LongestStep, needed);
        now += taken;
    }
}
