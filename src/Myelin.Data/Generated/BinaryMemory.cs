using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>What is asked about a sequence of bits.</summary>
public enum BinaryQuestion
{
    /// <summary>Whether the number of ones among the last n bits is odd (class 1) or even (class 0).</summary>
    Parity,

    /// <summary>Whether the last bit and the one n - 1 steps before it are the same (class 1) or not (class 0).</summary>
    Match,
}

/// <summary>
/// Random bits, one at a step, and a question about the last n of them: n-parity or n-delayed match to sample. A sample is [T, 1]. The same bits have an answer for every n, so that several can be asked at once.
/// For parity the share of ones differs from sample to sample; for matches it is one half, or most pairs would match. Source: Khajehabdollahi et al. (2024), ICLR, arXiv:2309.12927, section 3; there
/// the share of ones is one number for a batch.
/// </summary>
public sealed class BinaryMemory : IDataset
{
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="bits">n, at least 2.</param>
    /// <param name="steps">Number of bits of a sample, T, at least n.</param>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public BinaryMemory(BinaryQuestion question, int bits = 5, int steps = 20, int count = 1_000, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, bits);
        Question = question;
        Bits = bits;
        SampleShape = [steps, 1];
        this.seed = seed;
    }

    /// <inheritdoc/>
    public string Name => Question == BinaryQuestion.Parity ? "n-parity" : "n-delayed match to sample";

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>What is asked.</summary>
    public BinaryQuestion Question { get; }

    /// <summary>About how many of the last bits, n.</summary>
    public int Bits { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => 2;

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        Span<float> sample = stackalloc float[SampleShape[0]];
        Read(index, sample);
        return Answer(sample, Bits);
    }

    /// <summary>The answer for a sample's bits.</summary>
    /// <param name="sample">The bits, as <see cref="Read"/> writes them.</param>
    /// <param name="bits">n, 2 to T.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sample has not as many bits.</exception>
    public int Answer(ReadOnlySpan<float> sample, int bits)
    {
        if (bits < 2 || bits > sample.Length) throw new ArgumentOutOfRangeException(nameof(bits), bits, $"A question about a sample of {sample.Length} bits is about 2 to {sample.Length} of them.");
        if (Question == BinaryQuestion.Match) return sample[^bits] == sample[^1] ? 1 : 0;
        int ones = 0;
        foreach (float bit in sample[^bits..]) ones += bit != 0 ? 1 : 0;
        return ones & 1;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Index(this, index);
        SampleChecks.Read(this, index, sample, SampleShape[0]);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        double share = Question == BinaryQuestion.Parity ? random.NextDouble() : 0.5;
        foreach (ref float bit in sample) bit = random.NextDouble() < share ? 1 : 0;
    }
}
