namespace Myelin.Randomness;

/// <summary>
/// How the numbers of neurons in steps are counted: word 0 names neurons, word 1 has the purpose, the upper bits of the step and which of a
/// step's counters it is, word 2 names the population or the input, word 3 has the lower bits of the step.
/// </summary>
public static class StepCounter
{
    /// <summary>How many counters a neuron has in a step.</summary>
    public const int PerStep = 1 << 12;

    // Keeps these apart from the counters of a RandomStream, whose purposes are below 8.
    private const uint NotStream = 1u << 31;

    /// <summary>Word 1. Steps are told apart up to 2^48.</summary>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="step">The step.</param>
    /// <param name="index">Which of the step's counters, below <see cref="PerStep"/>.</param>
    public static uint Word1(StreamPurpose purpose, long step, int index = 0) =>
        NotStream | ((uint)purpose << 28) | ((uint)(step >> 32) & 0xFFFF) << 12 | ((uint)index & (PerStep - 1));

    /// <summary>Word 3.</summary>
    /// <param name="step">The step.</param>
    public static uint Word3(long step) => (uint)step;
}
