using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// What an event camera sees of textures that move in one of several directions: rises and falls of brightness at every place. A texture is a sum of random waves of all
/// orientations, new for every sample; it moves at a random speed in the direction 2 pi class / classes. A sample is [T, 2, side, side], rises first, and sample i has the class
/// i mod classes. A place sends an event where its brightness has changed by the threshold since its last event, as in <see cref="Myelin.Encoding.DeltaCode"/>. Inferred from
/// the description in Grimaldi and Perrinet (2023), Biological Cybernetics 117, who use natural images.
/// </summary>
public sealed class MovingTextures : IDataset
{
    private const int Waves = 24;
    private readonly ulong seed;
    private readonly double threshold;
    private readonly (double Low, double High) speeds;
    private readonly double noise;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="directions">Number of directions, at least 2.</param>
    /// <param name="side">Height and width, at least 1.</param>
    /// <param name="steps">T, at least 2.</param>
    /// <param name="slowest">The lowest speed [places per step].</param>
    /// <param name="fastest">The highest speed [places per step].</param>
    /// <param name="threshold">The change of brightness that makes an event; brightness has a standard deviation of 1.</param>
    /// <param name="noise">The probability of a random event at each place, polarity and step.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public MovingTextures(
        int count, int directions = 8, int side = 15, int steps = 24, double slowest = 0.3, double fastest = 0.7, double threshold = 0.5, double noise = 0.01, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (!(slowest >= 0 && fastest >= slowest && double.IsFinite(fastest))) throw new ArgumentOutOfRangeException(nameof(fastest), fastest, "The highest speed must be finite and at least the lowest, which is at least 0.");
        if (!(threshold > 0)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The change that makes an event must be above 0.");
        if (!(noise is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(noise), noise, "The probability of a random event must be at least 0 and below 1.");
        (Classes, SampleShape, this.seed, this.threshold, this.noise, speeds) = (directions, [steps, 2, side, side], seed, threshold, noise, (slowest, fastest));
    }

    /// <inheritdoc/>
    public string Name => "moving textures";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index % Classes;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        int steps = SampleShape[0], side = SampleShape[2], places = side * side;
        SampleChecks.Read(this, index, sample, steps * 2 * places);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        double angle = 2 * Math.PI * (index % Classes) / Classes, speed = speeds.Low + (random.NextDouble() * (speeds.High - speeds.Low));
        double alongX = speed * Cosine(angle), alongY = speed * Portable.Sin(angle);
        Span<(double X, double Y, double Phase)> waves = stackalloc (double, double, double)[Waves];
        foreach (ref (double X, double Y, double Phase) wave in waves)
        {
            double orientation = 2 * Math.PI * random.NextDouble(), frequency = 2 * Math.PI / (4 + (8 * random.NextDouble()));
            wave = (frequency * Cosine(orientation), frequency * Portable.Sin(orientation), 2 * Math.PI * random.NextDouble());
        }

        foreach (ref float value in sample) value = random.NextDouble() < noise ? 1 : 0;

        // cos(k x + phase - w t) by the sines and cosines of the place and of the time.
        double[] ofTime = new double[steps * 2 * Waves];
        for (int i = 0; i < steps * Waves; i++)
        {
            double turn = ((waves[i % Waves].X * alongX) + (waves[i % Waves].Y * alongY)) * (i / Waves);
            (ofTime[2 * i], ofTime[(2 * i) + 1]) = (Cosine(turn), Portable.Sin(turn));
        }

        double scale = 1 / Math.Sqrt(Waves / 2.0);
        Span<double> ofPlace = stackalloc double[2 * Waves];
        for (int place = 0; place < places; place++)
        {
            for (int w = 0; w < Waves; w++)
            {
                double angleThere = (waves[w].X * (place % side)) + (waves[w].Y * (place / side)) + waves[w].Phase;
                (ofPlace[2 * w], ofPlace[(2 * w) + 1]) = (Cosine(angleThere), Portable.Sin(angleThere));
            }

            double last = double.NaN;
            for (int t = 0; t < steps; t++)
            {
                double brightness = 0;
                for (int i = 0; i < 2 * Waves; i++) brightness += ofPlace[i] * ofTime[(t * 2 * Waves) + i];
                brightness *= scale;
                if (double.IsNaN(last)) last = brightness;
                if (Math.Abs(brightness - last) < threshold) continue;
                sample[(((t * 2) + (brightness > last ? 0 : 1)) * places) + place] = 1;
                last += brightness > last ? threshold : -threshold;
            }
        }
    }

    private static double Cosine(double x) => Portable.Sin(x + (Math.PI / 2));
}
