using Myelin.Simulation.Delivery;
using Myelin.Simulation.Kernels;

namespace Myelin.Simulation.Layout;

/// <summary>One slice with everything that its owner thread needs in a step.</summary>
internal sealed class SliceRuntime(Slice slice, NeuronKernel kernel, SpikeHistory history, int level)
{
    /// <summary>Where the slice lies.</summary>
    public Slice Slice => slice;

    /// <summary>State and compiled loop.</summary>
    public NeuronKernel Kernel => kernel;

    /// <summary>Its recent spikes.</summary>
    public SpikeHistory History => history;

    /// <summary>Order of update within a step.</summary>
    public int Level => level;

    /// <summary>What drives it from outside.</summary>
    public List<SliceDrive> Drives { get; } = [];

    /// <summary>Spikes recorded so far; null where they are not recorded.</summary>
    public Recording.SliceSpikes? Recorded { get; set; }
}

/// <summary>One partition: what is delivered to it and the slices in it.</summary>
internal sealed class PartitionRuntime
{
    /// <summary>What is delivered, in the fixed order of delivery.</summary>
    public List<SpikeDelivery> Deliveries { get; } = [];

    /// <summary>The slices, by population.</summary>
    public List<SliceRuntime> Slices { get; } = [];

    /// <summary>Synaptic events delivered so far.</summary>
    public long Events { get; set; }

    /// <summary>Spikes emitted so far.</summary>
    public long Spikes { get; set; }
}
