using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary><see cref="Leaky"/> by hand, for the reset that it is given: by subtraction, a step late.</summary>
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
        Vector512<float> beta = Vector512.Create(constants[0]), threshold = Vector512.Create(constants[1]);
        Vector512<float>* currents = inputs[0];
        int found = 0;
        for (int b = 0; b < blocks; b++, state++)
        {
            Vector512<float> u = state[0];
            Vector512<float> late = Vector512.GreaterThan(u, threshold);
            u = Vector512.FusedMultiplyAdd(beta, u, currents[b]);
            u = Vector512.ConditionalSelect(late, u - threshold, u);
            currents[b] = Vector512<float>.Zero;
            state[0] = u;
            found = List(Vector512.GreaterThan(u, threshold), b * 16, spikes, found);
        }

        return found;
    }
}
