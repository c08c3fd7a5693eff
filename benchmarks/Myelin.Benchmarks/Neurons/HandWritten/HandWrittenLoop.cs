using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Neurons;

namespace Myelin.Benchmarks.Neurons.HandWritten;

/// <summary>
/// A step of one model as a loop that is written for it by hand. Another model joins the comparison by one class that derives from this.
/// </summary>
public abstract class HandWrittenLoop
{
    /// <summary>The model, with parameters that let its neurons fire now and then.</summary>
    public abstract INeuronModel Model { get; }

    /// <summary>The range that the neurons' first variable begins in, so that they do not fire together.</summary>
    protected abstract (double Lowest, double Highest) Start { get; }

    /// <summary>The state each neuron begins in.</summary>
    public double[][] InitialStates(int neurons)
    {
        var random = new Random(2);
        var states = new double[neurons][];
        for (int i = 0; i < neurons; i++)
        {
            states[i] = Model.LowerInitialState(DrivenKernel.Dt);
            states[i][0] = Start.Lowest + (random.NextDouble() * (Start.Highest - Start.Lowest));
        }

        return states;
    }

    /// <summary>One step.</summary>
    /// <param name="state">The state variables of a block of sixteen neurons, then those of the next.</param>
    /// <param name="inputs">What arrived at each port; it is cleared.</param>
    /// <param name="constants">The constants of a step, in the model's order.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="spikes">Receives the neurons that fire.</param>
    /// <returns>Number of spikes.</returns>
    public abstract unsafe int Advance(Vector512<float>* state, Vector512<float>*[] inputs, float[] constants, int blocks, int* spikes);

    /// <summary>The name of the model.</summary>
    public override string ToString() => Model.Info.Name;

    /// <summary>Lists the lanes of a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static unsafe int List(Vector512<float> mask, int first, int* spikes, int found)
    {
        ulong lanes = mask.ExtractMostSignificantBits();
        while (lanes != 0)
        {
            spikes[found++] = first + BitOperations.TrailingZeroCount(lanes);
            lanes &= lanes - 1;
        }

        return found;
    }
}
