using System.Numerics;
using Myelin.Simulation.Memory;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Kernels;

/// <summary>The receptors of one kind of the neurons of one slice: their state and the compiled loop that turns what arrived into a current.</summary>
internal abstract unsafe class ReceptorKernel : IDisposable
{
    /// <summary>Takes what arrived at the receptors of some blocks and adds their current to the port of the neurons.</summary>
    /// <param name="firstBlock">First block of the slice.</param>
    /// <param name="blocks">Number of blocks.</param>
    public abstract void Advance(int firstBlock, int blocks);

    /// <summary>Number of state variables.</summary>
    public abstract int States { get; }

    /// <summary>One state variable of the receptors of one neuron.</summary>
    public abstract double this[int variable, int neuron] { get; set; }

    /// <summary>Where a state variable of the first block lies; a block's are <see cref="States"/> values from the next block's.</summary>
    public abstract nint AddressOf(int variable);

    /// <summary>The states of some blocks as they lie in memory.</summary>
    public abstract Span<byte> StateOf(int firstBlock, int blocks);

    /// <summary>Bytes of native memory.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}

/// <summary>What a receptor kernel is made from.</summary>
/// <param name="Neurons">Number of neurons, without padding.</param>
/// <param name="Constants">Constants of a step.</param>
/// <param name="Initial">Initial state.</param>
/// <param name="Arrivals">Accumulators of what arrives, at the slice's first neuron.</param>
/// <param name="Into">Accumulators of the neuron's port that gets the current, at the slice's first neuron.</param>
/// <param name="Membrane">The membrane potential of the slice's first block; 0 where the receptors do not see it.</param>
/// <param name="MembraneStride">Values from a block's membrane potential to the next block's.</param>
internal sealed record ReceptorRequest(int Neurons, double[] Constants, double[] Initial, nint Arrivals, nint Into, nint Membrane, int MembraneStride);

/// <summary>Builds the kernel of whatever receptor model accepts it.</summary>
internal sealed class ReceptorBuilder<V, T>(ReceptorRequest request) : IReceptorVisitor<V, ReceptorKernel>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ReceptorKernel Visit<TStep>()
        where TStep : struct, IReceptorStep<V> => new ReceptorKernel<V, T, TStep>(request);
}

/// <summary>The loop over blocks, compiled for one receptor model and one precision.</summary>
internal sealed unsafe class ReceptorKernel<V, T, TStep> : ReceptorKernel
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IReceptorStep<V>
{
    private const int Block = 16;

    private readonly NativeBuffer<V> state;
    private readonly NativeBuffer<V> constants;
    private readonly NativeBuffer<V> nothing;
    private readonly V* arrivals;
    private readonly V* into;
    private readonly V* membrane;
    private readonly int membraneStride;

    public ReceptorKernel(ReceptorRequest request)
    {
        int blocks = (request.Neurons + Block - 1) / Block;
        state = new NativeBuffer<V>((long)blocks * TStep.States);
        for (int i = 0; i < blocks * TStep.States; i++) state.Pointer[i] = V.Constant(request.Initial[i % TStep.States]);
        constants = new NativeBuffer<V>(TStep.Constants);
        for (int i = 0; i < TStep.Constants; i++) constants.Pointer[i] = V.Coefficient(Constant(request.Constants[i]));
        nothing = new NativeBuffer<V>(1);
        arrivals = (V*)request.Arrivals;
        into = (V*)request.Into;
        membrane = request.Membrane == 0 ? nothing.Pointer : (V*)request.Membrane;
        membraneStride = request.Membrane == 0 ? 0 : request.MembraneStride;
    }

    public override int States => TStep.States;

    public override long Bytes => state.Bytes;

    public override nint AddressOf(int variable) => (nint)(state.Pointer + variable);

    public override Span<byte> StateOf(int firstBlock, int blocks) =>
        new(state.Pointer + ((long)firstBlock * TStep.States), blocks * TStep.States * sizeof(V));

    public override double this[int variable, int neuron]
    {
        get => double.CreateChecked(*Element(variable, neuron));
        set => *Element(variable, neuron) = T.CreateChecked(value);
    }

    public override void Advance(int firstBlock, int blocks)
    {
        V* s = state.Pointer + ((long)firstBlock * TStep.States), c = constants.Pointer;
        V* u = membrane + ((long)firstBlock * membraneStride);
        for (int b = firstBlock; b < firstBlock + blocks; b++)
        {
            into[b] += TStep.Step(ref *s, in *c, V.Rounded(arrivals[b]), *u);
            arrivals[b] = V.Zero;
            s += TStep.States;
            u += membraneStride;
        }
    }

    public override void Dispose()
    {
        state.Dispose();
        constants.Dispose();
        nothing.Dispose();
    }

    // As it is: only what the step makes of it is rounded.
    private static V Constant(double value)
    {
        V block = V.Zero;
        new Span<T>(&block, Block).Fill(T.CreateChecked(value));
        return block;
    }

    private T* Element(int variable, int neuron) => (T*)(state.Pointer + ((long)(neuron / Block) * TStep.States) + variable) + (neuron % Block);
}
