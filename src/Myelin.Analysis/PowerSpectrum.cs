using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Myelin.Quantities;

namespace Myelin.Analysis;

/// <summary>
/// A one-sided power spectral density. The signal's mean is taken out first, and the density integrates to its variance.
/// </summary>
/// <param name="Frequencies">The frequencies, from 0 to half of the sampling frequency, [F].</param>
/// <param name="Density">The density at each [signal^2 / Hz], [F].</param>
public sealed record PowerSpectrum(Frequency[] Frequencies, double[] Density)
{
    /// <summary>The periodogram: the spectrum of the whole signal, without a window. Takes a signal of any length.</summary>
    /// <param name="signal">The signal, for example a population's rate.</param>
    /// <param name="sampling">The sampling frequency.</param>
    /// <exception cref="ArgumentException">The signal is empty or the sampling frequency is not above 0.</exception>
    public static PowerSpectrum Periodogram(ReadOnlySpan<double> signal, Frequency sampling)
    {
        Check(signal, sampling, signal.Length);
        var window = new double[signal.Length];
        Array.Fill(window, 1);
        return Mean(signal, sampling, window, signal.Length);
    }

    /// <summary>
    /// Welch's estimate: the mean of the spectra of overlapping segments, each without its mean and under a periodic Hann window.
    /// Source: Welch (1967), IEEE Transactions on Audio and Electroacoustics 15, 70.
    /// </summary>
    /// <param name="signal">The signal, for example a population's rate.</param>
    /// <param name="sampling">The sampling frequency.</param>
    /// <param name="segment">Number of samples of a segment; what is left at the end of the signal is not used.</param>
    /// <param name="overlap">Number of samples two successive segments share; the usual choice is half a segment.</param>
    /// <exception cref="ArgumentException">The signal is shorter than a segment, or a parameter is out of range.</exception>
    public static PowerSpectrum Welch(ReadOnlySpan<double> signal, Frequency sampling, int segment, int overlap)
    {
        Check(signal, sampling, segment);
        if (overlap < 0 || overlap >= segment)
            throw new ArgumentException($"The overlap of segments of {segment} samples must be from 0 to {segment - 1} samples, got {overlap}.");
        var window = new double[segment];
        for (int i = 0; i < segment; i++) window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / segment));
        return Mean(signal, sampling, window, segment - overlap);
    }

    private static void Check(ReadOnlySpan<double> signal, Frequency sampling, int segment)
    {
        if (segment < 1 || signal.Length < segment)
            throw new ArgumentException($"A spectrum needs segments of 1 to as many samples as the signal has, {signal.Length}, got {segment}.");
        if (!(sampling > Frequency.Zero && double.IsFinite(sampling.Value)))
            throw new ArgumentException($"The sampling frequency must be above 0 Hz and finite, got {sampling}.");
    }

    private static PowerSpectrum Mean(ReadOnlySpan<double> signal, Frequency sampling, double[] window, int hop)
    {
        int length = window.Length, segments = 1 + ((signal.Length - length) / hop);
        double power = 0;
        foreach (double w in window) power += w * w;
        var frequencies = new Frequency[(length / 2) + 1];
        var density = new double[frequencies.Length];
        var samples = new Complex[length];
        for (int s = 0; s < segments; s++)
        {
            ReadOnlySpan<double> piece = signal.Slice(s * hop, length);
            double mean = 0;
            foreach (double x in piece) mean += x;
            mean /= length;
            for (int i = 0; i < length; i++) samples[i] = (piece[i] - mean) * window[i];
            Fourier.Forward(samples, FourierOptions.NoScaling);
            for (int k = 0; k < density.Length; k++)
                density[k] += (samples[k].Real * samples[k].Real) + (samples[k].Imaginary * samples[k].Imaginary);
        }

        for (int k = 0; k < density.Length; k++)
        {
            frequencies[k] = k * sampling / length;
            // Negative frequencies are folded in, where a frequency has one: not 0, nor half of the sampling frequency.
            double sides = k == 0 || 2 * k == length ? 1 : 2;
            density[k] *= sides / (sampling.InHertz * power * segments);
        }

        return new PowerSpectrum(frequencies, density);
    }
}
