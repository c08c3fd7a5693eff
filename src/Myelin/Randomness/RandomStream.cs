namespace Myelin.Randomness;

/// <summary>
/// A sequence of random numbers that is a pure function of (seed, purpose, a, b): the same whatever the thread count, the processor or the
/// order in which streams are drawn. Counter-based: Philox4x32-10. Source: Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3".
/// </summary>
public struct RandomStream
{
    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="purpose">What the numbers are for; streams of different purposes are independent.</param>
    /// <param name="a">First index, for example the projection.</param>
    /// <param name="b">Second index, for example the source neuron.</param>
    public RandomStream(ulong seed, StreamPurpose purpose, uint a = 0, uint b = 0) => throw new NotSupportedException();

    /// <summary>The next 32 random bits.</summary>
    public uint NextBits() => throw new NotSupportedException();

    /// <summary>The next number uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => throw new NotSupportedException();

    /// <summary>The next whole number uniform in [0, bound).</summary>
    public int NextInt(int bound) => throw new NotSupportedException();

    /// <summary>The next standard normal number.</summary>
    public double NextNormal() => throw new NotSupportedException();

    /// <summary>The next binomial number: successes in <paramref name="trials"/> of probability <paramref name="probability"/>; exact for any size.</summary>
    public long NextBinomial(long trials, double probability) => throw new NotSupportedException();

    /// <summary>Fills with random bits, in SIMD. Consumes the stream as whole counter blocks.</summary>
    public void FillBits(Span<uint> values) => throw new NotSupportedException();

    /// <summary>Fills with whole numbers uniform in [0, bound), in SIMD.</summary>
    public void FillInts(Span<int> values, int bound) => throw new NotSupportedException();

    /// <summary>Fills with numbers uniform in [0, 1), in SIMD.</summary>
    public void FillUniform(Span<float> values) => throw new NotSupportedException();

    /// <summary>Fills with standard normal numbers, in SIMD.</summary>
    public void FillNormal(Span<float> values) => throw new NotSupportedException();
}

/// <summary>What a random stream is for.</summary>
public enum StreamPurpose
{
    /// <summary>Which neurons are connected.</summary>
    Connectivity = 1,

    /// <summary>Weights of synapses.</summary>
    Weights = 2,

    /// <summary>Delays of synapses.</summary>
    Delays = 3,

    /// <summary>Initial states of neurons.</summary>
    InitialState = 4,

    /// <summary>Draws of stochastic neuron models.</summary>
    Neurons = 5,

    /// <summary>Draws of inputs such as Poisson trains.</summary>
    Inputs = 6,

    /// <summary>Data sets, encodings and anything an experiment draws.</summary>
    Data = 7,
}
