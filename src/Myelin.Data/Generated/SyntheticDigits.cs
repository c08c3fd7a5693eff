using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// Handwritten digits that nobody wrote: strokes of a pen through jittered points, slanted, stretched, turned and bent, 28x28 pixels grey on black as in
/// MNIST. Sample i shows the digit i mod 10, and is a pure function of the seed and i; two seeds give two sets, so that a test set is the same class
/// with another seed. Nothing is downloaded or kept in memory. Myelin's own; the elastic distortion follows the idea of Simard, Steinkraus and Platt
/// (2003), "Best practices for convolutional neural networks applied to visual document analysis", with a few smooth waves instead of a blurred field.
/// </summary>
public sealed class SyntheticDigits : IDataset
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Side = 28;

    private const float BoxHeight = 19;
    private const float BoxWidth = 15;
    private const int PiecesPerSpan = 6;

    // The longest stroke of DigitStrokes has 13.
    private const int MostPoints = 20;
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public SyntheticDigits(int count = 10_000, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        this.seed = seed;
    }

    /// <inheritdoc/>
    public string Name => "synthetic digits";

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; } = [1, Side, Side];

    /// <inheritdoc/>
    public int Classes => 10;

    /// <summary>
    /// How far writers differ from each other and from the model strokes, at least 0: with 0 every way of a digit is one image; 1 is about as varied as
    /// MNIST looks; above that digits become hard to read.
    /// </summary>
    public float Variation { get; init; } = 1;

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index % Classes;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, Side * Side);
        sample.Clear();
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Sample, index);
        (float X, float Y)[][][] ways = DigitStrokes.Ways[index % Classes];
        (float X, float Y)[][] strokes = ways[random.NextInt(ways.Length)];
        Hand hand = new(ref random, Variation);
        Span<(float X, float Y)> curve = stackalloc (float X, float Y)[MostPoints * PiecesPerSpan];
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[MostPoints];
        Span<float> radius = stackalloc float[MostPoints * PiecesPerSpan];
        foreach ((float X, float Y)[] stroke in strokes)
        {
            Span<(float X, float Y)> through = points[..stroke.Length];
            for (int i = 0; i < stroke.Length; i++)
            {
                // A corner stays one: both of its points move together.
                bool corner = i > 0 && stroke[i] == stroke[i - 1];
                through[i] = corner ? through[i - 1] : hand.Aim(stroke[i], ref random);
            }

            Span<(float X, float Y)> onPaper = curve[..Pen.Smooth(through, PiecesPerSpan, curve)];
            for (int i = 0; i < onPaper.Length; i++)
            {
                radius[i] = hand.Pressure(i / (float)onPaper.Length);
                onPaper[i] = hand.Put(onPaper[i]);
            }

            Pen.Draw(onPaper, radius[..onPaper.Length], sample, Side);
        }

        foreach (ref float value in sample) value *= hand.Ink;
    }

    // One writer's way with one digit.
    private readonly struct Hand
    {
        private readonly float jitter;
        private readonly float xx, xy, yx, yy, dx, dy;
        private readonly float width, swell, swellPhase;
        private readonly float bend, waveX, waveY, phaseX, phaseY;

        public Hand(ref RandomStream random, float variation)
        {
            jitter = 0.028f * variation;
            float slant = 0.12f + (0.22f * variation * Normal(ref random));
            float turn = 0.09f * variation * Normal(ref random);
            float wide = BoxWidth * (1 + (0.13f * variation * Normal(ref random)));
            float high = BoxHeight * (1 + (0.06f * variation * Normal(ref random)));
            float cos = Portable.Cos(turn), sin = Portable.Sin(turn);

            // Scaled, then slanted to the right, then turned; y points down.
            (xx, xy) = (cos * wide, (-cos * slant * high) - (sin * high));
            (yx, yy) = (sin * wide, (-sin * slant * high) + (cos * high));
            dx = 13.5f + (0.9f * variation * Normal(ref random));
            dy = 13.5f + (0.9f * variation * Normal(ref random));
            width = Math.Clamp(1.15f + (0.32f * variation * Normal(ref random)), 0.6f, 2.3f);
            swell = 0.16f * variation * Uniform(ref random);
            swellPhase = 2 * MathF.PI * Uniform(ref random);
            bend = 0.75f * variation * Uniform(ref random);
            waveX = 0.12f + (0.14f * Uniform(ref random));
            waveY = 0.12f + (0.14f * Uniform(ref random));
            phaseX = 2 * MathF.PI * Uniform(ref random);
            phaseY = 2 * MathF.PI * Uniform(ref random);
            Ink = 1 - (0.12f * Math.Min(variation, 1) * Uniform(ref random));
        }

        /// <summary>The largest value of a pixel.</summary>
        public float Ink { get; }

        /// <summary>Where the hand goes instead of where the model stroke does, in the box.</summary>
        public (float X, float Y) Aim((float X, float Y) point, ref RandomStream random) =>
            (point.X + (jitter * Normal(ref random)), point.Y + (jitter * Normal(ref random)));

        /// <summary>The pixel of a point of the box.</summary>
        public (float X, float Y) Put((float X, float Y) point)
        {
            float u = point.X - 0.5f, v = point.Y - 0.5f;
            float x = dx + (xx * u) + (xy * v);
            float y = dy + (yx * u) + (yy * v);
            return (x + (bend * Portable.Sin((waveX * y) + phaseX + (0.5f * waveX * x))), y + (bend * Portable.Sin((waveY * x) + phaseY - (0.5f * waveY * y))));
        }

        /// <summary>Radius of the pen along a stroke, in pixels.</summary>
        public float Pressure(float along) => width * (1 + (swell * Portable.Sin((5 * along) + swellPhase)));

        private static float Normal(ref RandomStream random) => (float)Math.Clamp(random.NextNormal(), -2.5, 2.5);

        private static float Uniform(ref RandomStream random) => (float)random.NextDouble();
    }
}
