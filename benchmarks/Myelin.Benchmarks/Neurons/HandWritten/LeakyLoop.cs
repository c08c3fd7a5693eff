using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="Leaky"/> by hand, for every kind of reset, as the model is.</summary>
public sealed class LeakyLoop : HandWrittenLoop
{
    /// <inheritdoc/>
    public override INeuronModel Model => new Leaky { Beta = 1 };

    /// <inheritdoc/>
    protected override (double Lowest, double Highest) Start => (0, 3);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes)
    {
        Vector512<float> beta = Vector512.Create(constants[0]), threshold = Vector512.Create(constants[1]), amplitude = Vector512.Create(constants[2]);
        Vector512<float> subtract = Vector512.Create(constants[3]), clear = Vector512.Create(constants[4]), atOnce = Vector512.Create(constants[5]);
        Vector512<float> loss = subtract * threshold;
        Vector512<float>* currents = inputs[0];
        int found = 0;
        for (int b = 0; b < blocks; b++, state++)
        {
            Vector512<float> u = state[0];
            Vector512<float> late = Vector512.GreaterThan(u, threshold);
            Vector512<float> kept = Vector512.ConditionalSelect(late, u - (clear * u), u);
            u = Vector512.FusedMultiplyAdd(beta, kept, currents[b]);
            currents[b] = Vector512<float>.Zero;
            u = Vector512.ConditionalSelect(late, u - loss, u);

            Vector512<float> spike = Vector512.GreaterThan(u, threshold);
            Vector512<float> now = atOnce * (One(spike) - One(late));
            state[0] = u - (now * (loss + (clear * u)));
            Vector512<float> emitted = Vector512.ConditionalSelect(spike, amplitude, Vector512<float>.Zero);
            found = List(~Vector512.Equals(emitted, Vector512<float>.Zero), b * 16, spikes, found);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> One(Vector512<float> mask) => Vector512.ConditionalSelect(~mask, Vector512<float>.Zero, Vector512<float>.One);
}
