using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation.Kernels;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Benchmarks.Neurons;

/// <summary>A population as the engine runs it: its compiled loop in single precision, and accumulators at every port.</summary>
internal sealed unsafe class DrivenKernel : IDisposable
{
    private const int Block = 16;

    private readonly NeuronKernel kernel;
    private readonly NativeBuffer<float>[] accumulators;
    private readonly NativeBuffer<int> spikes;
    private readonly int blocks;
    private long step;

    /// <summary>Builds the loop of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">Initial state of each neuron, or of one for all.</param>
    /// <param name="neurons">Number of neurons, a multiple of 16.</param>
    /// <param name="dt">Length of a step; null for <see cref="Dt"/>.</param>
    public DrivenKernel(INeuronModel model, double[][] initial, int neurons, Time? dt = null)
    {
        blocks = neurons / Block;
        spikes = new NativeBuffer<int>(neurons);
        accumulators = [.. model.Info.Ports.Select(_ => new NativeBuffer<float>(neurons))];
        nint[] ports = [.. accumulators.Select(a => (nint)a.Pointer)];
        var request = new KernelRequest(neurons, 0, [model.LowerConstants(dt ?? Dt)], initial, ports, Seed: 1, Population: 0);
        kernel = model.Accept(new KernelBuilder<Simd, float, SimdDraws>(request));
    }

    /// <summary>Length of a step.</summary>
    public static Time Dt => 0.1 * Syntax.ms;

    /// <summary>Who fired in the last step.</summary>
    public ReadOnlySpan<int> Spikes(int count) => new(spikes.Pointer, count);

    /// <summary>One state variable of one neuron.</summary>
    public float this[int variable, int neuron] => (float)kernel[variable, neuron];

    /// <summary>Lets something arrive at a port of every neuron, before the next step.</summary>
    public void Arrive(int port, ReadOnlySpan<float> weights) => weights.CopyTo(accumulators[port].Span);

    /// <summary>One step.</summary>
    /// <returns>Number of spikes.</returns>
    public int Step() => kernel.Advance(0, blocks, step++, spikes.Pointer);

    public void Dispose()
    {
        kernel.Dispose();
        spikes.Dispose();
        foreach (NativeBuffer<float> buffer in accumulators) buffer.Dispose();
    }
}
