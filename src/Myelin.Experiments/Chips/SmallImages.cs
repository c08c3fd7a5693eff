using Myelin.Data;

namespace Myelin.Experiments.Chips;

/// <summary>Square images of half the side: each pixel is the mean of four.</summary>
internal sealed class SmallImages(IDataset whole) : IDataset
{
    private readonly int side = (int)Math.Sqrt(whole.SampleShape.Aggregate(1, (a, b) => a * b));

    public string Name => whole.Name;

    public int Count => whole.Count;

    public IReadOnlyList<int> SampleShape => [side / 2 * (side / 2)];

    public int Classes => whole.Classes;

    public void Read(int index, Span<float> sample)
    {
        Span<float> large = stackalloc float[side * side];
        whole.Read(index, large);
        int half = side / 2;
        for (int row = 0; row < half; row++)
        {
            for (int column = 0; column < half; column++)
            {
                int at = (2 * row * side) + (2 * column);
                sample[(row * half) + column] = (large[at] + large[at + 1] + large[at + side] + large[at + side + 1]) / 4;
            }
        }
    }

    public int Label(int index) => whole.Label(index);
}
