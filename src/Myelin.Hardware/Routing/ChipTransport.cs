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
    private readonly long[] lastEvents;
    private readonly long[] nextEvents;
    private readonly long[] fired;
    private readonly long[] carried;
    private readonly double[] coreReady;
    private readonly int[] neurons;
    private readonly (CoreSlice Slice, int Before)[][] slices;
    private readonly List<(int Core, int Population, int Neuron)> sent = [];
    private double now;
    private long packets;
    private long hops;

    public ChipTransport(ChipMapping mapping, bool followsPackets, bool isLate)
    {
        this.mapping = mapping;
        this.followsPackets = followsPackets;
        this.isLate = isLate;
        Mesh = new Mesh(mapping.Width, mapping.Height);
        Router = new PacketRouter(Mesh, mapping.Chip.Mesh);
        events = new long[mapping.Cores.Count];
        lastEvents = new long[mapping.Cores.Count];
        fired = new long[mapping.FirstOf[^1]];
        carried = new long[Mesh.Wires];
        nextEvents = new long[mapping.Cores.Count];
        coreReady = new double[mapping.Cores.Count];
        neurons = [.. mapping.Cores.Select(c => c.Neurons)];
        slices = [.. mapping.Network.Populations.Select(p => mapping.Cores.SelectMany(c => c.Slices.Select((s, i) => (s, c.Slices.Take(i).Sum(b => b.Count)))).Where(s => s.s.Population == p.Index).OrderBy(s => s.s.First).ToArray())];
        SpikesOf = new long[mapping.Cores.Count];
    }

    public Mesh Mesh { get; }

    public PacketRouter Router { get; }

    /// <summary>Synaptic events of each core.</summary>
    public long[] EventsOf
    {
        get
        {
            Settle();
            return events;
        }
    }

    /// <summary>Spikes of each core.</summary>
    public long[] SpikesOf { get; }

    /// <summary>Packets between cores, and from outside to cores.</summary>
    public long Packets
    {
        get
        {
            Settle();
            return packets;
        }
    }

    /// <summary>Wires that packets have passed.</summary>
    public long Hops
    {
        get
        {
            Settle();
            return followsPackets ? Router.Hops : hops;
        }
    }

    /// <summary>Packets that each wire has carried.</summary>
    public IReadOnlyList<long> Traffic
    {
        get
        {
            Settle();
            return followsPackets ? Router.Carried : carried;
        }
    }

    /// <summary>Steps carried.</summary>
    public long Steps { get; private set; }

    /// <summary>Cycles that the steps took.</summary>
    public double Cycles { get; private set; }

    /// <summary>Cycles of the longest step.</summary>
    public double LongestStep { get; private set; }

    /// <summary>Steps that took longer than real time allows.</summary>
    public long Overruns { get; private set; }

    /// <summary>Packets that were still under way in the next step.</summary>
    public long Late { get; private set; }

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
        for (int core = 0; core < coreReady.Length; core++) coreReady[core] = (neurons[core] * time.NeuronCycles) + (lastEvents[core] * time.EventCycles);
        for (int population = 0; population < slices.Length; population++)
        {
            if (slices[population].Length > 0) Emit(spikes, population, time.NeuronCycles);
        }

        // What comes from outside enters at the first router.
        for (int population = 0; population < slices.Length; population++)
        {
            if (slices[population].Length > 0) continue;
            for (int part = 0; part < spikes.Cores; part++)
            {
                foreach (int neuron in spikes.Of(population, part)) Emit(population, neuron, 0, now);
            }
        }

        double last = followsPackets ? Follow(arrivals) : now;
        Finish(last);
        nextEvents.CopyTo(lastEvents, 0);
    }

    // Spikes ascend over the parts of a population, and so do the cores that its neurons are on.
    private void Emit(StepSpikes spikes, int population, double cycles)
    {
        (CoreSlice Slice, int Before)[] own = slices[population];
        int at = 0;
        for (int part = 0; part < spikes.Cores; part++)
        {
            foreach (int neuron in spikes.Of(population, part))
            {
                while (neuron >= own[at].Slice.First + own[at].Slice.Count) at++;
                (CoreSlice slice, int before) = own[at];
                SpikesOf[slice.Core]++;
                Emit(population, neuron, mapping.Places[slice.Core], now + ((before + neuron - slice.First + 1) * cycles));
            }
        }
    }

    private void Emit(int population, int neuron, int place, double time)
    {
        int global = mapping.FirstOf[population] + neuron;
        ReadOnlySpan<int> cores = mapping.Destinations.CoresOf(global), synapses = mapping.Destinations.SynapsesOf(global);
        Span<long> arriving = nextEvents;
        for (int i = 0; i < cores.Length && i < synapses.Length; i++) arriving[cores[i]] += synapses[i];
        fired[global]++;
        if (!followsPackets) return;
        foreach (int core in cores)
        {
            Router.Send(place, mapping.Places[core], time, sent.Count);
            sent.Add((core, population, neuron));
        }
    }

    // What depends only on how often a neuron has fired is worked out when somebody asks.
    private void Settle()
    {
        for (int global = 0; global < fired.Length; global++)
        {
            long times = fired[global];
            if (times == 0) continue;
            fired[global] = 0;
            int from = mapping.CoreOf[global], place = from < 0 ? 0 : mapping.Places[from];
            ReadOnlySpan<int> cores = mapping.Destinations.CoresOf(global), synapses = mapping.Destinations.SynapsesOf(global);
            packets += times * cores.Length;
            for (int i = 0; i < cores.Length; i++)
            {
                events[cores[i]] += times * synapses[i];
                if (followsPackets) continue;
                hops += times * Mesh.Distance(place, mapping.Places[cores[i]]);
                for (int at = place, to = mapping.Places[cores[i]]; at != to;)
                {
                    (int wire, at) = Mesh.Next(at, to);
                    carried[wire] += times;
                }
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
            if (!realTime || time <= end) return;
            Late++;
            if (isLate) arrivals.Delay(core, population, neuron, (int)Math.Ceiling((time - end) / StepCycles));
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
