namespace Myelin.Data.Tests;

/// <summary>Small sets whose values say which sample they are.</summary>
internal static class TestSets
{
    /// <summary>Vectors of two: the index and its half.</summary>
    public static FunctionSet Vectors(int count) => new(count, [2], (i, sample) => (sample[0], sample[1]) = (i, i / 2f));

    /// <summary>Sequences of one value per step, sample i with 1 + i mod longest steps of value i + 1.</summary>
    public static FunctionSet Sequences(int count, int longest) => new(count, [longest, 1], (i, sample) => sample.Fill(i + 1)) { Lengths = i => 1 + (i % longest) };

    internal delegate void Reader(int index, Span<float> sample);

    internal sealed class FunctionSet(int count, IReadOnlyList<int> shape, Reader read) : IDataset
    {
        public string Name => "the test set";

        public int Count => count;

        public IReadOnlyList<int> SampleShape => shape;

        public int Classes => 3;

        public int TargetSize => 2;

        public Func<int, int> Lengths { get; init; } = _ => shape[0];

        public int Length(int index) => Lengths(index);

        public void Read(int index, Span<float> sample) => read(index, sample);

        public int Label(int index) => index % 3;

        public void Target(int index, Span<float> target) => (target[0], target[1]) = (index, -index);
    }
}
