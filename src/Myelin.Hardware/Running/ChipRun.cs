using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Routing;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Machines;
using Myelin.Simulation.Recording;

namespace Myelin.Hardware.Running;

/// <summary>A mapped network in motion: the simulator in the chip's words, and the chip's counts of what that takes.</summary>
public sealed class ChipRun : IDisposable
{
    private readonly ChipTransport transport;

    /// <summary>Builds a run.</summary>
    /// <param name="mapping">The mapped network.</param>
    /// <param name="record">What to record; null for nothing.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="InvalidOperationException">The network does not fit, or late spikes were asked for where cores are not aligned.</exception>
    public ChipRun(ChipMapping mapping, Action<RecordingPlan>? record = null, ChipRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        options ??= new ChipRunOptions();
        if (!options.IgnoreLimits) mapping.ThrowIfTooLarge();
        bool late = options.Routing == RoutingDetail.Late;
        if (late && !mapping.IsAligned) throw new InvalidOperationException($"Cores of {mapping.Chip.Name} hold fewer than sixteen neurons of a population here, so late spikes cannot be imitated; follow packets without.");
        Mapping = mapping;
        transport = new ChipTransport(mapping, options.Routing != RoutingDetail.Counted, late);
        Emulation emulation = mapping.Emulation(options.Quantised) with { Transport = transport, Cores = late ? [.. mapping.Cores.SelectMany(c => c.Slices)] : [] };
        Simulator = new Simulator(mapping.Network, mapping.Dt, record, new SimulationOptions { Precision = Precision.Double, Emulation = emulation, Threads = options.Threads, Cancellation = options.Cancellation });
    }

    /// <summary>The mapped network.</summary>
    public ChipMapping Mapping { get; }

    /// <summary>What runs: spikes, states and weights are read and steered as in any simulation.</summary>
    public Simulator Simulator { get; }

    /// <summary>Spikes of neurons on cores.</summary>
    public long Spikes => transport.SpikesOf.Sum();

    /// <summary>Synaptic events on cores.</summary>
    public long SynapticEvents => transport.EventsOf.Sum();

    /// <summary>Updates of neurons on cores.</summary>
    public long NeuronUpdates => transport.Steps * Mapping.Cores.Sum(c => (long)c.Neurons);

    /// <summary>Packets: a spike is one for each core that it goes to.</summary>
    public long Packets => transport.Packets;

    /// <summary>Wires that packets have passed.</summary>
    public long Hops => transport.Hops;

    /// <summary>Packets that found no room, where packets are followed.</summary>
    public long LostPackets => transport.Router.Lost;

    /// <summary>Packets that were still under way in the next step, in real time and where packets are followed.</summary>
    public long LatePackets => transport.Late;

    /// <summary>Time that the run took on the chip.</summary>
    public TimeSpan ChipTime => TimeSpan.FromSeconds(transport.Cycles / (Mapping.Chip.Time.ClockMegahertz * 1e6));

    /// <summary>Time of the longest step on the chip.</summary>
    public TimeSpan LongestStep => TimeSpan.FromSeconds(transport.LongestStep / (Mapping.Chip.Time.ClockMegahertz * 1e6));

    /// <summary>Steps in which a core had more work than real time allows.</summary>
    public long Overruns => transport.Overruns;

    /// <summary>Mean and longest time of a packet from neuron to core, where packets are followed.</summary>
    public (TimeSpan Mean, TimeSpan Most) PacketLatency
    {
        get
        {
            double cycle = 1 / (Mapping.Chip.Time.ClockMegahertz * 1e6);
            return (TimeSpan.FromSeconds(transport.Latency.Sum / Math.Max(1, transport.Packets) * cycle), TimeSpan.FromSeconds(transport.Latency.Most * cycle));
        }
    }

    /// <summary>What the run cost on the chip.</summary>
    public ChipEnergy Energy
    {
        get
        {
            OperationEnergy each = Mapping.Chip.Energy;
            const double Nano = 1e-3;

            // Milliwatts times seconds are millijoules.
            double idle = each.StaticMilliwatts * Mapping.Cores.Count * ChipTime.TotalSeconds * 1e6;
            return new ChipEnergy(SynapticEvents * each.SynapticEvent * Nano, NeuronUpdates * each.NeuronUpdate * Nano, Spikes * each.Spike * Nano, Hops * each.Hop * Nano, idle);
        }
    }

    /// <summary>Synaptic events of each core.</summary>
    public IReadOnlyList<long> EventsOfCores => transport.EventsOf;

    /// <summary>Spikes of each core.</summary>
    public IReadOnlyList<long> SpikesOfCores => transport.SpikesOf;

    /// <summary>Packets over each wire of the mesh between cores: those that leave router r to the right, to the left, down and up are 4 r to 4 r + 3.</summary>
    public IReadOnlyList<long> Traffic => transport.Traffic;

    /// <summary>Goes on.</summary>
    /// <param name="duration">Simulated time, a whole number of steps.</param>
    public void Run(Time duration) => Simulator.Run(duration);

    /// <summary>Goes on.</summary>
    /// <param name="steps">Number of steps.</param>
    public void RunSteps(long steps) => Simulator.RunSteps(steps);

    /// <inheritdoc/>
    public void Dispose() => Simulator.Dispose();
}
