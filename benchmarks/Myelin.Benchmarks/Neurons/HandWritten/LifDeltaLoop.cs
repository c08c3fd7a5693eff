using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="LifDelta"/> by hand.</summary>
public sealed class LifDeltaLoop : HandWrittenLoop
{
    /// <inheritdoc/>
    public override INeuronModel Model => new LifDelta { Bias = 390 * pA };

    /// <inheritdoc/>
    protected override (double Lowest, double Highest) Start => (-70, -55);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes)
    {
        Vector512<float> decay = Vector512.Create(constants[0]), current = Vector512.Create(constants[1]), drift = Vector512.Create(constants[2]);
        Vector512<float> keep = Vector512.Create(constants[3]), threshold = Vector512.Create(constants[4]), reset = Vector512.Create(constants[5]);
        Vector512<float> refractory = Vector512.Create(constants[6]);
        Vector512<float>* voltages = inputs[0], currents = inputs[1];
        int found = 0;
        for (int b = 0; b < blocks; b++, state += 3)
        {
            Vector512<float> u = state[0], hold = state[2];
            Vector512<float> arrived = voltages[b] + state[1];
            Vector512<float> drive = Vector512.FusedMultiplyAdd(current, currents[b], drift);
            voltages[b] = Vector512<float>.Zero;
            currents[b] = Vector512<float>.Zero;

            Vector512<float> free = Vector512.LessThanOrEqual(hold, Vector512<float>.Zero);
            u = Vector512.ConditionalSelect(free, Vector512.FusedMultiplyAdd(decay, u, drive) + arrived, u);
            state[1] = Vector512.ConditionalSelect(free, Vector512<float>.Zero, keep * arrived);
            Vector512<float> spike = Vector512.GreaterThanOrEqual(u, threshold);
            state[0] = Vector512.ConditionalSelect(spike, reset, u);
            state[2] = Vector512.ConditionalSelect(spike, refractory, Vector512.MaxNative(hold - Vector512<float>.One, Vector512<float>.Zero));
            found = List(spike, b * 16, spikes, found);
        }

        return found;
    }
}
