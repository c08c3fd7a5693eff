using System.Runtime.Intrinsics;
using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// What the inner ear makes of sound: [T, 1] to [frames, bands], a fixed number of frames. Gammatone filters of fourth order, whose centres are evenly spaced on the scale of equivalent
/// rectangular bandwidths, then the envelope's mean over each frame, compressed by a logarithm: 0 is 40 dB below the sample's loudest value or less, 1 that value. Sound beyond the last frame
/// is left out, and behind a shorter sound there is silence. Source: Hohmann (2002), "Frequency analysis and synthesis using a Gammatone filterbank", Acta Acustica 88, for the
/// complex filter; Glasberg and Moore (1990), Hearing Research 47, for the bandwidth 24.7 (4.37 f / kHz + 1) Hz. The compression is this program's own.
/// </summary>
public sealed class Cochlea : ITransform
{
    private const int Order = 4, Lanes = 16;
    private const double Bandwidth = 1.019, Decibels = 40;
    private readonly int frames;
    private readonly int samplesPerFrame;
    private readonly float[] real;
    private readonly float[] imaginary;
    private readonly float[] gains;

    /// <summary>A filter bank.</summary>
    /// <param name="rate">Sampling rate of the sound [Hz].</param>
    /// <param name="bands">Number of filters.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="frame">Length of a frame [ms].</param>
    /// <param name="lowest">Centre of the lowest filter [Hz].</param>
    /// <param name="highest">Centre of the highest filter [Hz], below half of the sampling rate.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Cochlea(int rate, int bands = 40, int frames = 80, double frame = 10, double lowest = 100, double highest = 3800)
    {
        if (bands < 1 || frames < 1) throw new ArgumentException($"A filter bank needs at least 1 band and 1 frame, got {bands} and {frames}.");
        if (!(lowest > 0 && highest > lowest && highest < rate / 2.0)) throw new ArgumentException($"Filters must lie above 0 and below {rate / 2.0} Hz, got {lowest} to {highest} Hz.");
        samplesPerFrame = (int)Math.Round(frame * rate / 1000);
        if (samplesPerFrame < 1) throw new ArgumentException($"A frame must be as long as a sample of the sound, {1000.0 / rate} ms, or longer, got {frame} ms.");
        (Bands, this.frames) = (bands, frames);
        int padded = (bands + Lanes - 1) / Lanes * Lanes;
        (real, imaginary, gains, Centres) = (new float[padded], new float[padded], new float[padded], new double[bands]);
        for (int b = 0; b < bands; b++)
        {
            double scale = Scale(lowest) + (bands == 1 ? 0 : (Scale(highest) - Scale(lowest)) * b / (bands - 1));
            double centre = (Portable.Exp(scale * Portable.Log(10) / 21.4) - 1) / 0.00437;
            double decay = Portable.Exp(-2 * Math.PI * Bandwidth * 24.7 * ((4.37 * centre / 1000) + 1) / rate);
            Centres[b] = centre;
            real[b] = (float)(decay * Portable.Sin((2 * Math.PI * centre / rate) + (Math.PI / 2)));
            imaginary[b] = (float)(decay * Portable.Sin(2 * Math.PI * centre / rate));
            double rest = 1 - decay;
            gains[b] = (float)(2 * rest * rest * rest * rest);
        }
    }

    /// <summary>Number of filters.</summary>
    public int Bands { get; }

    /// <summary>Centres of the filters [Hz].</summary>
    public double[] Centres { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input.Count == 2 && input[1] == 1
        ? [frames, Bands]
        : throw new ArgumentException($"Sound is [T, 1], not of shape {Shapes.Text(input)}.");

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => frames;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        output.Clear();
        for (int first = 0; first < Bands; first += Lanes) Filter(sample, first, output);
        float loudest = 0;
        foreach (float value in output) loudest = Math.Max(loudest, value);
        if (loudest == 0) return;
        foreach (ref float value in output)
        {
            double decibels = value > 0 ? 20 * Portable.Log(value / (double)loudest) / Portable.Log(10) : double.NegativeInfinity;
            value = (float)Math.Max(0, 1 + (decibels / Decibels));
        }
    }

    private static double Scale(double frequency) => 21.4 * Portable.Log(1 + (0.00437 * frequency)) / Portable.Log(10);

    // Sixteen filters side by side: four times z = a z + x with a complex a, and the mean of |z| over each frame.
    private void Filter(ReadOnlySpan<float> sound, int first, Span<float> output)
    {
        var a = Vector512.Create(real.AsSpan(first, Lanes));
        var b = Vector512.Create(imaginary.AsSpan(first, Lanes));
        var gain = Vector512.Create(gains.AsSpan(first, Lanes)) / samplesPerFrame;
        Span<Vector512<float>> re = stackalloc Vector512<float>[Order], im = stackalloc Vector512<float>[Order];
        re.Clear();
        im.Clear();
        int width = Math.Min(Lanes, Bands - first), heard = Math.Min(sound.Length, frames * samplesPerFrame);
        Span<float> means = stackalloc float[Lanes];
        Vector512<float> sum = default;
        for (int t = 0; t < frames * samplesPerFrame; t++)
        {
            Vector512<float> x = t < heard ? Vector512.Create(sound[t]) : default, y = default;
            for (int stage = 0; stage < Order; stage++)
            {
                Vector512<float> r = (a * re[stage]) - (b * im[stage]) + x, i = (a * im[stage]) + (b * re[stage]) + y;
                (re[stage], im[stage], x, y) = (r, i, r, i);
            }

            sum += Vector512.Sqrt((x * x) + (y * y));
            if ((t + 1) % samplesPerFrame != 0) continue;
            (sum * gain).CopyTo(means);
            means[..width].CopyTo(output.Slice((t / samplesPerFrame * Bands) + first, width));
            sum = default;
        }
    }
}
