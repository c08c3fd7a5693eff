using System.Runtime.Intrinsics;
using Myelin.Simulation.Memory;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary>A population that a loop by hand runs.</summary>
internal sealed unsafe class HandWrittenRun : IDisposable
{
    private const int Block = 16;

    private readonly HandWrittenLoop loop;
    private readonly NativeBuffer<float> state;
    private readonly NativeBuffer<float>[] accumulators;
    private readonly Vector512<float>*[] inputs;
    private readonly NativeBuffer<int> spikes;
    private readonly float[] constants;
    private readonly int variables;
    private readonly int blocks;

    public HandWrittenRun(HandWrittenLoop loop, double[][] initial, int neurons)
    {
        this.loop = loop;
        variables = initial[0].Length;
        blocks = neurons / Block;
        constants = [.. loop.Model.LowerConstants(DrivenKernel.Dt).Select(c => (float)c)];
        state = new NativeBuffer<float>((long)neurons * variables);
        spikes = new NativeBuffer<int>(neurons);
        accumulators = [.. loop.Model.Info.Ports.Select(_ => new NativeBuffer<float>(neurons))];
        inputs = new Vector512<float>*[accumulators.Length];
        for (int p = 0; p < inputs.Length; p++) inputs[p] = (Vector512<float>*)accumulators[p].Pointer;
        for (int n = 0; n < neurons; n++)
        {
            for (int v = 0; v < variables; v++) *At(v, n) = (float)initial[n][v];
        }
    }

    /// <summary>Who fired in the last step.</summary>
    public ReadOnlySpan<int> Spikes(int count) => new(spikes.Pointer, count);

    /// <summary>One state variable of one neuron.</summary>
    public float this[int variable, int neuron] => *At(variable, neuron);

    /// <summary>Lets something arrive at a port of every neuron, before the next step.</summary>
    public void Arrive(int port, ReadOnlySpan<float> weights) => weights.CopyTo(accumulators[port].Span);

    /// <summary>One step.</summary>
    /// <returns>Number of spikes.</returns>
    public int Step() => loop.Advance((Vector512<float>*)state.Pointer, inputs, constants, blocks, spikes.Pointer);

    public void Dispose()
    {
        state.Dispose();
        spikes.Dispose();
        foreach (NativeBuffer<float> buffer in accumulators) buffer.Dispose();
    }

    private float* At(int variable, int neuron) => state.Pointer + (((neuron / Block * variables) + variable) * Block) + (neuron % Block);
}
