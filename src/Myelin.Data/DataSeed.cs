using Myelin.Randomness;

namespace Myelin.Data;

/// <summary>
/// The random streams of this project. A stream has two indices, and sets need more; so the seed of each use is itself drawn from the user's
/// seed and the use, which keeps uses independent of each other.
/// </summary>
internal static class DataSeed
{
    /// <summary>The stream of one use of a seed.</summary>
    /// <param name="seed">What the user gave.</param>
    /// <param name="use">What the numbers are for.</param>
    /// <param name="a">First index, for example the epoch.</param>
    /// <param name="b">Second index, for example the sample.</param>
    public static RandomStream Stream(ulong seed, Use use, int a = 0, int b = 0)
    {
        (uint low, uint high, _, _) = Philox.Words((uint)use, 0, seed);
        return new RandomStream(low | ((ulong)high << 32), StreamPurpose.Data, (uint)a, (uint)b);
    }

    /// <summary>What random numbers are drawn for.</summary>
    internal enum Use
    {
        /// <summary>The order of samples in an epoch.</summary>
        Order = 1,

        /// <summary>Transforms of a sample in an epoch.</summary>
        Transform = 2,

        /// <summary>The samples of a generated set.</summary>
        Sample = 3,

        /// <summary>What all samples of a generated set share.</summary>
        Set = 4,
    }
}
