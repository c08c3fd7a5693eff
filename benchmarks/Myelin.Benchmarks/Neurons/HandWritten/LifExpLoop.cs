using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="LifExp"/> by hand.</summary>
public sealed class LifExpLoop : HandWrittenLoop
{
    /// <inheritdoc/>
    public override INeuronModel Model => new LifExp { Bias = 390 * pA };

    /// <inheritdoc/>
    protected override (double Lowest, double Highest) Start => (-70, -55);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes)
    {
        Vector512<float> decayM = Vector512.Create(constants[0]), decayE = Vector512.Create(constants[1]), decayI = Vector512.Create(constants[2]);
        Vector512<float> currentE = Vector512.Create(constants[3]), currentI = Vector512.Create(constants[4]), current = Vector512.Create(constants[5]);
        Vector512<float> drift = Vector512.Create(constants[6]), threshold = Vector512.Create(constants[7]), reset = Vector512.Create(constants[8]);
        Vector512<float> refractory = Vector512.Create(constants[9]);
        Vector512<float>* excitatory = inputs[0], inhibitory = inputs[1], currents = inputs[2];
        int found = 0;
        for (int b = 0; b < blocks; b++, state += 4)
        {
            Vector512<float> u = state[0], ie = state[1], ii = state[2], hold = state[3];
            Vector512<float> driven = Vector512.FusedMultiplyAdd(current, currents[b], drift);
            driven = Vector512.FusedMultiplyAdd(currentI, ii, driven);
            driven = Vector512.FusedMultiplyAdd(currentE, ie, driven);
            state[1] = Vector512.FusedMultiplyAdd(decayE, ie, excitatory[b]);
            state[2] = Vector512.FusedMultiplyAdd(decayI, ii, inhibitory[b]);
            excitatory[b] = Vector512<float>.Zero;
            inhibitory[b] = Vector512<float>.Zero;
            currents[b] = Vector512<float>.Zero;

            Vector512<float> free = Vector512.LessThanOrEqual(hold, Vector512<float>.Zero);
            u = Vector512.ConditionalSelect(free, Vector512.FusedMultiplyAdd(decayM, u, driven), u);
            Vector512<float> spike = Vector512.GreaterThanOrEqual(u, threshold);
            state[0] = Vector512.ConditionalSelect(spike, reset, u);
            state[3] = Vector512.ConditionalSelect(spike, refractory, Vector512.MaxNative(hold - Vector512<float>.One, Vector512<float>.Zero));
            found = List(spike, b * 16, spikes, found);
        }

        return found;
    }
}
