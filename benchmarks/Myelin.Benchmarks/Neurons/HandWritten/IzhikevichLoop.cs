using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="Izhikevich"/> by hand.</summary>
public sealed class IzhikevichLoop : HandWrittenLoop
{
    /// <inheritdoc/>
    public override INeuronModel Model => new Izhikevich { Bias = 10 * pA };

    /// <inheritdoc/>
    protected override (double Lowest, double Highest) Start => (-70, -50);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes)
    {
        Vector512<float> step = Vector512.Create(constants[0]), follow = Vector512.Create(constants[1]), sensitivity = Vector512.Create(constants[2]);
        Vector512<float> drive = Vector512.Create(constants[3]), reset = Vector512.Create(constants[4]), jump = Vector512.Create(constants[5]);
        Vector512<float> threshold = Vector512.Create(constants[6]);
        Vector512<float> square = Vector512.Create(0.04f), five = Vector512.Create(5f);
        Vector512<float>* voltages = inputs[0], currents = inputs[1];
        int found = 0;
        for (int b = 0; b < blocks; b++, state += 2)
        {
            Vector512<float> u = state[0], w = state[1];
            Vector512<float> slope = Vector512.FusedMultiplyAdd(square * u, u, five * u) + drive - w + currents[b];
            Vector512<float> next = u + Vector512.FusedMultiplyAdd(step, slope, voltages[b]);
            voltages[b] = Vector512<float>.Zero;
            currents[b] = Vector512<float>.Zero;

            w = Vector512.FusedMultiplyAdd(follow, Vector512.FusedMultiplyAdd(sensitivity, u, -w), w);
            Vector512<float> spike = Vector512.GreaterThanOrEqual(next, threshold);
            state[0] = Vector512.ConditionalSelect(spike, reset, next);
            state[1] = Vector512.ConditionalSelect(spike, w + jump, w);
            found = List(spike, b * 16, spikes, found);
        }

        return found;
    }
}
