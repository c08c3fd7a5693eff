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
    /// <param name="spikes">Receives indices of neurons within the population.</param>
    /// <returns>Number of spikes.</returns>
    public abstract int Advance(int firstBlock, int blocks, long step, int* spikes);

    /// <summary>Number of state variables.</summary>
    public abstract int States { get; }

    /// <summary>One state variable of one neuron.</summary>
    public abstract double this[int variable, int neuron] { get; set; }

    /// <summary>Where a state variable of the first block lies; a block's are <see cref="States"/> values from the next block's.</summary>
    public abstract nint AddressOf(int variable);

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
    private readonly NativeBuffer<Port<V>> ports;
    private readonly int blocks;
    private readonly int constantStride;
    private readonly uint lastMask;
    private readonly int firstNeuron;
    private readonly ulong seed;
    private readonly int population;

    public NeuronKernel(KernelRequest request)
    {
        blocks = (request.Neurons + Block - 1) / Block;
        firstNeuron = request.FirstNeuron;
        seed = request.Seed;
        population = request.Population;
        lastMask = request.Neurons % Block == 0 ? 0xFFFF : (1u << (request.Neurons % Block)) - 1;
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

        // A port where nothing arrives reads the same block of zeros for all neurons.
        nothing = new NativeBuffer<V>(1);
        ports = new NativeBuffer<Port<V>>(TStep.Ports);
        for (int p = 0; p < TStep.Ports; p++)
        {
            bool used = request.Ports[p] != 0;
            ports.Pointer[p] = new Port<V> { First = used ? (V*)request.Ports[p] : nothing.Pointer, Step = used ? 1 : 0 };
        }
    }

    public override int States => TStep.States;

    public override long Bytes => state.Bytes + constants.Bytes;

    public override nint AddressOf(int variable) => (nint)(state.Pointer + variable);

    public override double this[int variable, int neuron]
    {
        get => double.CreateChecked(*Element(state.Pointer, TStep.States, variable, neuron));
        set => Set(state.Pointer, TStep.States, variable, neuron, value);
    }

    public override int Advance(int firstBlock, int blocks, long step, int* spikes)
    {
        V* s = state.Pointer + ((long)firstBlock * TStep.States);
        V* c = constants.Pointer + ((long)firstBlock * constantStride);
        long constantStep = constantStride;
        int found = 0, last = this.blocks - 1, index = firstNeuron + (firstBlock * Block);
        var arrivals = new Arrivals<V>(ports.Pointer, TStep.Ports, firstBlock);
        for (int b = firstBlock; b < firstBlock + blocks; b++)
        {
            TDraws draws = TStep.IsStochastic ? TDraws.Open(seed, population, step, index) : default;
            uint mask = TStep.StepFrom(ref *s, in *c, ref arrivals, ref draws).NonZeroBits();
            if (b == last) mask &= lastMask;
            while (mask != 0)
            {
                spikes[found++] = index + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
            }

            s += TStep.States;
            c += constantStep;
            index += Block;
        }

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
