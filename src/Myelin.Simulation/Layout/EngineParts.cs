using Myelin.Simulation.Couplings;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Kernels;

namespace Myelin.Simulation.Layout;

/// <summary>One slice with everything that its owner thread needs in a step.</summary>
internal sealed class SliceRuntime(Slice slice, NeuronKernel kernel, ReceptorKernel[] receptors, SpikeHistory history, int level) : IDisposable
{
    /// <summary>Where the slice lies.</summary>
    public Slice Slice => slice;

    /// <summary>State and compiled loop.</summary>
    public NeuronKernel Kernel => kernel;

    /// <summary>The receptors, which run before the neurons.</summary>
    public ReceptorKernel[] Receptors => receptors;

    /// <summary>Bytes of native memory of states, constants and coupled neurons.</summary>
    public long Bytes => kernel.Bytes + receptors.Sum(r => r.Bytes) + Couplings.Sum(c => c.Bytes);

    /// <summary>What its neurons tell those that are coupled to them, one per coupling.</summary>
    public List<CouplingSignals> Signals { get; } = [];

    /// <summary>What other neurons, coupled to its own, make of that: a current, before receptors run.</summary>
    public List<CouplingKernel> Couplings { get; } = [];

    /// <summary>Its recent spikes.</summary>
    public SpikeHistory History => history;

    /// <summary>Order of update within a step.</summary>
    public int Level => level;

    /// <summary>What drives it from outside.</summary>
    public List<SliceDrive> Drives { get; } = [];

    /// <summary>Which of its blocks have to be advanced; null where all are.</summary>
    public SliceActivity? Activity { get; set; }

    /// <summary>Spikes recorded so far; null where they are not recorded.</summary>
    public Recording.SliceSpikes? Recorded { get; set; }

    /// <summary>How often each neuron has fired since this was last asked; null where that is not counted.</summary>
    public Recording.SpikeCounts? Counted { get; set; }

    /// <summary>A state variable of one neuron: the model's, then those of the receptors in order.</summary>
    public double this[int variable, int neuron]
    {
        get
        {
            if (variable < kernel.States) return kernel[variable, neuron];
            (ReceptorKernel receptor, int own) = Owner(variable);
            return receptor[own, neuron];
        }

        set
        {
            if (variable < kernel.States)
            {
                kernel[variable, neuron] = value;
                return;
            }

            (ReceptorKernel receptor, int own) = Owner(variable);
            receptor[own, neuron] = value;
        }
    }

    /// <summary>Where a state variable of the first block lies, and how many values a block's are from the next block's.</summary>
    public (nint Address, int Stride) AddressOf(int variable)
    {
        if (variable < kernel.States) return (kernel.AddressOf(variable), kernel.States);
        (ReceptorKernel receptor, int own) = Owner(variable);
        return (receptor.AddressOf(own), receptor.States);
    }

    public void Dispose()
    {
        kernel.Dispose();
        foreach (ReceptorKernel receptor in receptors) receptor.Dispose();
        foreach (CouplingSignals signals in Signals) signals.Dispose();
        foreach (CouplingKernel coupling in Couplings) coupling.Dispose();
        history.Dispose();
        Activity?.Dispose();
        Recorded?.Dispose();
        foreach (SliceDrive drive in Drives) drive.Dispose();
    }

    private (ReceptorKernel Receptor, int Variable) Owner(int variable)
    {
        variable -= kernel.States;
        int i = 0;
        for (; variable >= receptors[i].States; i++) variable -= receptors[i].States;
        return (receptors[i], variable);
    }
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
