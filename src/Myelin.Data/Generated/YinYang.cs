using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// The Yin-Yang set: points of a disc of radius 0.5 around (0.5, 0.5), with the classes yin, yang and dot. A sample is [4]: x, y, 1 - x, 1 - y. Sample i
/// has the class i mod 3 and is uniform in the region of that class. Source: Kriener, Goltz and Petrovici (2021), "The Yin-Yang dataset", geometry and
/// numbers of the classes as in the authors' program: 0 yang, 1 yin, 2 dot (there classes are drawn; here they take turns).
/// </summary>
public sealed class YinYang : IDataset
{
    private const double Big = 0.5;
    private const double Small = 0.1;
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1; 5,000 for training and 1,000 for test in the source.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public YinYang(int count = 5_000, ulong seed = 42)
    {
        Count = SampleChecks.Count(count);
        this.seed = seed;
    }

    /// <inheritdoc/>
    public string Name => "Yin-Yang";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; } = [4];

    /// <inheritdoc/>
    public int Classes => 3;

    /// <summary>The class of a point of the disc: 0 yang, 1 yin, 2 dot.</summary>
    /// <param name="x">0 to 1.</param>
    /// <param name="y">0 to 1.</param>
    public static int ClassOf(double x, double y)
    {
        double right = Distance(x - (1.5 * Big), y - Big);
        double left = Distance(x - (0.5 * Big), y - Big);
        if (right < Small || left < Small) return 2;
        bool yin = right <= Small || (left > Small && left <= Big / 2) || (y > Big && right > Big / 2);
        return yin ? 1 : 0;
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index % 3;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, 4);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        double x, y;
        do
        {
            (x, y) = (random.NextDouble(), random.NextDouble());
        }
        while (Distance(x - Big, y - Big) > Big || ClassOf(x, y) != index % 3);
        (sample[0], sample[1], sample[2], sample[3]) = ((float)x, (float)y, (float)(1 - x), (float)(1 - y));
    }

    private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
