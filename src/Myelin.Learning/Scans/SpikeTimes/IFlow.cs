using Myelin.Values;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>How states move while nothing arrives and nothing spikes, and where a step without input leads.</summary>
internal unsafe interface IFlow
{
    /// <summary>The rate of change of a block's states.</summary>
    /// <param name="state">The states.</param>
    /// <param name="rates">Receives the rates, per millisecond.</param>
    void Rates(Simd* state, Simd* rates);

    /// <summary>One step without input, in place.</summary>
    /// <param name="constants">The constants of the block.</param>
    /// <param name="state">The states.</param>
    /// <returns>What is emitted.</returns>
    Simd Coast(float* constants, Simd* state);
}
