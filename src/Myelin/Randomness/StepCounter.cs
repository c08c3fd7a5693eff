namespace Myelin.Randomness;

/// <summary>
/// How the numbers of neurons in steps are counted: word 0 names neurons, word 1 has the purpose, the upper bits of the step and which of a
/// step's counters it is, word 2 names the population or the input, word 3 has the lower bits of the step.
/// </summary>
internal static class StepCounter
{
    /// <summary>How many counters a neuron has in a step.</summary>
    internal const int PerStep = 1 << 12;

    // Keeps these apart from the counters of a RandomStream, whose purposes are below 8.
    private const uint NotStream = 1u << 31;

    /// <summary>Word 1. Steps are told apart up to 2^48.</summary>
    internal static uint Word1(StreamPurpose purpose, long step, int index = 0) =>
        NotStream | ((uint)purpose << 28) | ((uint)(step >> 32) & 0xFFFF) << 12 | ((uint)index & (PerStep - 1));

    /// <summary>Word 3.</summary>
    internal static uint Word3(long step) => (uint)step;
}
