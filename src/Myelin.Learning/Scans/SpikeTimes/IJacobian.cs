using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>The exact Jacobian of a model's step, with the derivative that its spikes are given, applied from the left to gradients.</summary>
internal unsafe interface IJacobian
{
    /// <summary>Applies columns of the Jacobian of a step to the gradients of what is emitted and of the state after the step.</summary>
    /// <param name="task">The arrays of the run.</param>
    /// <param name="t">The step.</param>
    /// <param name="firstBlock">First block of the strip.</param>
    /// <param name="width">Number of blocks.</param>
    /// <param name="strip">The states before the step, and the gradients.</param>
    /// <param name="directions">What to differentiate with respect to: state variables, then ports, then constants, by their numbers; filled up with -1.</param>
    /// <param name="count">How many.</param>
    /// <param name="results">Receives one block for each direction and block of the strip, direction by direction; has room for whole groups of directions.</param>
    void Apply(in ScanTask task, int t, int firstBlock, int width, in StripGradient strip, int* directions, int count, Simd* results);
}

/// <summary>The states of a strip before a step and the gradients behind it.</summary>
internal unsafe ref struct StripGradient
{
    /// <summary>The states before the step, a block's variables one after the other; those after it follow, a strip further.</summary>
    public Simd* Before;

    /// <summary>The gradient of the states after the step.</summary>
    public Simd* Adjoint;

    /// <summary>The gradient of what is emitted.</summary>
    public Simd* Output;
}
