using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Simulation.Kernels;

/// <summary>The neurons of one slice: their state and the compiled loop that advances them.</summary>
internal abstract unsafe class NeuronKernel : IDisposable
{
    /// <summary>Advances blocks by one step and lists who fired.</summary>
    /// <param name="firstBlock">First block of the slice.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="step">The step.</param>
    /// <param name="spikes">Receives indices of neurons within the population; it has room for all lanes of the blocks.</param>
    /// <returns>Number of spikes.</returns>
    public abstract int Advance(int firstBlock, int blocks, long step, int* spikes);

    /// <summary>Number of state variables.</summary>
    public abstract int States { get; }

    /// <summary>One state variable of one neuron.</summary>
    public abstract double this[int variable, int neuron] { get; set; }

    /// <summary>Where a state variable of the first block lies; a block's are <see cref="States"/> values from the next block's.</summary>
    public abstract nint AddressOf(int variable);

    /// <summary>Whether a step draws random numbers.</summary>
    public abstract bool IsStochastic { get; }

    /// <summary>The states of some blocks as they lie in memory.</summary>
    public abstract Span<byte> StateOf(int firstBlock, int blocks);

    /// <summary>Bytes of native memory.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}

/// <summary>What a kernel is made from.</summary>
/// <param name="Neurons">Number of neurons, without padding.</param>
/// <param name="FirstNeuron">Index of the first neuron within the population.</param>
/// <param name="Constants">Constants of each neuron, or of one for all.</param>
/// <param name="Initial">Initial state of each neuron, or of one for all.</param>
/// <param name="Ports">Accumulators of each port, at the slice's first neuron; 0 where nothing arrives.</param>
/// <param name="Seed">The network's seed.</param>
/// <param name="Population">Index of the population, which names its random numbers.</param>
internal sealed record KernelRequest(
    int Neurons,
    int FirstNeuron,
    double[][] Constants,
    double[][] Initial,
    nint[] Ports,
    ulong Seed,
    int Population);

/// <summary>Builds the kernel of whatever model accepts it.</summary>
internal sealed class KernelBuilder<V, T, TDraws>(KernelRequest request) : INeuronVisitor<V, NeuronKernel>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDraws : struct, IBlockDraws<V, TDraws>
{
    public NeuronKernel Visit<TStep>()
        where TStep : struct, INeuronStep<V> => new NeuronKernel<V, T, TStep, TDraws>(request);
}

/// <summary>The loop over blocks, compiled for one model and one precision.</summary>
internal sealed unsafe class NeuronKernel<V, T, TStep, TDraws> : NeuronKernel
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, INeuronStep<V>
    where TDraws : struct, IBlockDraws<V, TDraws>
{
    private const int Block = 16;

    private readonly NativeBuffer<V> state;
    private readonly NativeBuffer<V> constants;
    private readonly NativeBuffer<V> nothing;
    private readonly NativeBuffer<nint> ports;
    private readonly int constantStride;
    private readonly int firstNeuron;
    private readonly int endNeuron;
    private readonly ulong seed;
    private readonly int population;

    public NeuronKernel(KernelRequest request)
    {
        int blocks = (request.Neurons + Block - 1) / Block;
        firstNeuron = request.FirstNeuron;
        seed = request.Seed;
        population = request.Population;
        endNeuron = firstNeuron + request.Neurons;
        state = new NativeBuffer<V>((long)blocks * TStep.States);
        bool perNeuron = request.Constants.Length > 1;
        constantStride = perNeuron ? TStep.Constants : 0;
        constants = new NativeBuffer<V>(perNeuron ? (long)blocks * TStep.Constants : TStep.Constants);
        int padded = blocks * Block;
        for (int i = 0; i < (perNeuron ? padded : Block); i++)
        {
            double[] source = perNeuron ? request.Constants[Math.Min(i, request.Neurons - 1)] : request.Constants[0];
            for (int c = 0; c < TStep.Constants; c++) Set(constants.Pointer, TStep.Constants, c, i, source[c]);
        }

        for (int i = 0; i < padded; i++)
        {
            double[] source = request.Initial[request.Initial.Length > 1 ? Math.Min(i, request.Neurons - 1) : 0];
            for (int v = 0; v < TStep.States; v++) Set(state.Pointer, TStep.States, v, i, source[v]);
        }

        for (long i = 0; i < constants.Length; i++) constants.Pointer[i] = V.Coefficient(constants.Pointer[i]);
        for (long i = 0; i < state.Length; i++) state.Pointer[i] = V.Rounded(state.Pointer[i]);

        // A port where nothing arrives reads the same block of zeros for all neurons.
        nothing = new NativeBuffer<V>(1);
        ports = new NativeBuffer<nint>(TStep.Ports);
        for (int p = 0; p < TStep.Ports; p++) ports.Pointer[p] = request.Ports[p] != 0 ? request.Ports[p] : (nint)nothing.Pointer;
    }

    public override int States => TStep.States;

    public override long Bytes => state.Bytes + constants.Bytes;

    public override bool IsStochastic => TStep.IsStochastic;

    public override Span<byte> StateOf(int firstBlock, int blocks) =>
        new(state.Pointer + ((long)firstBlock * TStep.States), blocks * TStep.States * sizeof(V));

    public override nint AddressOf(int variable) => (nint)(state.Pointer + variable);

    public override double this[int variable, int neuron]
    {
        get => double.CreateChecked(*Element(state.Pointer, TStep.States, variable, neuron));
        set => Set(state.Pointer, TStep.States, variable, neuron, value);
    }

    public override int Advance(int firstBlock, int blocks, long step, int* spikes) =>
        constantStride == 0 && TStep.Constants <= SharedConstants<V>.Room
            ? Advance<SharedConstants<V>>(firstBlock, blocks, step, spikes)
            : Advance<StoredConstants<V>>(firstBlock, blocks, step, spikes);

    // Compiled at once and for good: the first, slow code of a short run would take longer than the rest of it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int Advance<TConstants>(int firstBlock, int blocks, long step, int* spikes)
        where TConstants : struct, IBlockConstants<V, TConstants>
    {
        V* s = state.Pointer + ((long)firstBlock * TStep.States);
        V* c = constants.Pointer + ((long)firstBlock * constantStride);
        TConstants shared = TConstants.Load(c, TStep.Constants);
        var arrivals = new Arrivals<V>(ports.Pointer, nothing.Pointer, TStep.Ports, firstBlock);
        int found = 0, index = firstNeuron + (firstBlock * Block), end = index + (blocks * Block);
        for (; index < end; index += Block)
        {
            TDraws draws = TStep.IsStochastic ? TDraws.Open(seed, population, step, index) : default;
            V output = TConstants.AreInMemory
                ? TStep.StepFrom(ref *s, in *c, ref arrivals, ref draws)
                : TStep.StepFrom(ref *s, in shared.First, ref arrivals, ref draws);
            for (uint mask = output.NonZeroBits(); mask != 0; mask &= mask - 1) spikes[found++] = index + BitOperations.TrailingZeroCount(mask);
            s += TStep.States;
            c += constantStride;
        }

        while (found > 0 && spikes[found - 1] >= endNeuron) found--;
        return found;
    }

    public override void Dispose()
    {
        state.Dispose();
        constants.Dispose();
        nothing.Dispose();
        ports.Dispose();
    }

    private static T* Element(V* values, int stride, int variable, int neuron) =>
        (T*)(values + ((long)(neuron / Block) * stride) + variable) + (neuron % Block);

    private static void Set(V* values, int stride, int variable, int neuron, double value) =>
        *Element(values, stride, variable, neuron) = T.CreateChecked(value);
}
