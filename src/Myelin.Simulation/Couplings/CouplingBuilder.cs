using System.Numerics;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Kernels;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Couplings;

/// <summary>Gives slices the parts of one coupling, compiled for its model.</summary>
/// <param name="edges">Its connections.</param>
/// <param name="dt">Length of a step.</param>
/// <param name="slices">All slices, by population.</param>
/// <param name="into">The accumulators of a slice's port.</param>
/// <param name="memory">Takes what lives as long as the engine.</param>
internal sealed unsafe class CouplingBuilder<V, T>(CouplingEdges edges, Time dt, SliceRuntime[][] slices, Func<Slice, int, nint> into, List<IDisposable> memory)
    : ICouplingVisitor<V, int>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Visit<TStep>()
        where TStep : struct, ICouplingStep<V>
    {
        ICouplingModel model = edges.Coupling.Model;
        double[] constants = model.LowerConstants(dt), initial = model.LowerInitialState(dt);
        SliceRuntime[] sources = slices[edges.Source.Index];
        int padded = sources.Sum(s => s.Slice.Blocks) * PartitionLayout.Block;

        // Behind the last signal one block of zeros, for synapses that are not there.
        var signals = new NativeBuffer<T>(padded + PartitionLayout.Block);
        memory.Add(signals);
        int reads = NetworkValidation.StateIndex(edges.Source, edges.Coupling.Reads);
        foreach (SliceRuntime source in sources)
        {
            NeuronKernel kernel = source.Kernel;
            source.Signals.Add(new CouplingSignals<V, T, TStep>(
                source.Slice, constants, initial, kernel.AddressOf(reads), kernel.States, (nint)(signals.Pointer + source.Slice.First)));
        }

        int membrane = NetworkValidation.StateIndex(edges.Target, "U"), port = NetworkValidation.Port(edges.Target, edges.Coupling.Port, 1);
        foreach (SliceRuntime target in slices[edges.Target.Index])
        {
            NeuronKernel kernel = target.Kernel;
            target.Couplings.Add(new CouplingKernel<V, T, TStep>(
                target.Slice, edges.Edges, constants, (nint)signals.Pointer, padded, kernel.AddressOf(membrane), kernel.States, into(target.Slice, port)));
        }

        return padded;
    }
}
