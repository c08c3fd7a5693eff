using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="LifAlpha"/> by hand.</summary>
public sealed class LifAlphaLoop : HandWrittenLoop
{
    /// <inheritdoc/>
    public override INeuronModel Model => new LifAlpha { Bias = 390 * pA };

    /// <inheritdoc/>
    protected override (double Lowest, double Highest) Start => (-70, -55);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes)
    {
        Vector512<float> decayM = Vector512.Create(constants[0]), decayE = Vector512.Create(constants[1]), decayI = Vector512.Create(constants[2]);
        Vector512<float> growE = Vector512.Create(constants[3]), growI = Vector512.Create(constants[4]);
        Vector512<float> currentE = Vector512.Create(constants[5]), currentI = Vector512.Create(constants[6]);
        Vector512<float> riseE = Vector512.Create(constants[7]), riseI = Vector512.Create(constants[8]);
        Vector512<float> peakE = Vector512.Create(constants[9]), peakI = Vector512.Create(constants[10]);
        Vector512<float> current = Vector512.Create(constants[11]), drift = Vector512.Create(constants[12]);
        Vector512<float> threshold = Vector512.Create(constants[13]), reset = Vector512.Create(constants[14]), refractory = Vector512.Create(constants[15]);
        Vector512<float>* excitatory = inputs[0], inhibitory = inputs[1], currents = inputs[2];
        int found = 0;
        for (int b = 0; b < blocks; b++, state += 6)
        {
            Vector512<float> u = state[0], ie = state[1], re = state[2], ii = state[3], ri = state[4], hold = state[5];
            Vector512<float> driven = Vector512.FusedMultiplyAdd(current, currents[b], drift);
            driven = Vector512.FusedMultiplyAdd(currentE, ie, Vector512.FusedMultiplyAdd(riseE, re, driven));
            driven = Vector512.FusedMultiplyAdd(currentI, ii, Vector512.FusedMultiplyAdd(riseI, ri, driven));
            state[1] = Vector512.FusedMultiplyAdd(decayE, ie, growE * re);
            state[2] = Vector512.FusedMultiplyAdd(decayE, re, peakE * excitatory[b]);
            state[3] = Vector512.FusedMultiplyAdd(decayI, ii, growI * ri);
            state[4] = Vector512.FusedMultiplyAdd(decayI, ri, peakI * inhibitory[b]);
            excitatory[b] = Vector512<float>.Zero;
            inhibitory[b] = Vector512<float>.Zero;
            currents[b] = Vector512<float>.Zero;

            Vector512<float> free = Vector512.LessThanOrEqual(hold, Vector512<float>.Zero);
            u = Vector512.ConditionalSelect(free, Vector512.FusedMultiplyAdd(decayM, u, driven), u);
            Vector512<float> spike = Vector512.GreaterThanOrEqual(u, threshold);
            state[0] = Vector512.ConditionalSelect(spike, reset, u);
            state[5] = Vector512.ConditionalSelect(spike, refractory, Vector512.MaxNative(hold - Vector512<float>.One, Vector512<float>.Zero));
            found = List(spike, b * 16, spikes, found);
        }

        return found;
    }
}
