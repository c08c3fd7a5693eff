using FsCheck.Fluent;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class PowerSpectrumTests
{
    private static readonly double[] Signal = [.. Reference.Table("power_spectral_density/signal.csv").Select(row => row[0])];

    [Fact]
    public void Periodogram_agrees_with_the_reference()
    {
        PowerSpectrum spectrum = PowerSpectrum.Periodogram(Signal, 1 * kHz);
        spectrum.Density.Length.ShouldBe(2049);
        ShouldAgree(spectrum, Reference.Table("power_spectral_density/periodogram.csv"));
    }

    [Fact]
    public void Welch_agrees_with_the_reference()
    {
        PowerSpectrum spectrum = PowerSpectrum.Welch(Signal, 1 * kHz, 512, 256);
        spectrum.Density.Length.ShouldBe(257);
        ShouldAgree(spectrum, Reference.Table("power_spectral_density/welch.csv"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(45)]
    [InlineData(64)]
    public void Periodogram_is_the_discrete_Fourier_transform_and_integrates_to_the_variance(int length)
    {
        ReadOnlySpan<double> signal = Signal.AsSpan(0, length);
        double mean = signal.ToArray().Average();
        PowerSpectrum spectrum = PowerSpectrum.Periodogram(signal, 200 * Hz);
        spectrum.Density.Length.ShouldBe((length / 2) + 1);
        for (int k = 0; k < spectrum.Density.Length; k++)
        {
            double re = 0, im = 0;
            for (int i = 0; i < length; i++)
            {
                re += (signal[i] - mean) * Math.Cos(2 * Math.PI * k * i / length);
                im += (signal[i] - mean) * Math.Sin(2 * Math.PI * k * i / length);
            }

            double sides = k == 0 || 2 * k == length ? 1 : 2;
            spectrum.Density[k].ShouldBe(sides * ((re * re) + (im * im)) / (200 * length), 1e-12);
            spectrum.Frequencies[k].InHertz.ShouldBe(200.0 * k / length, 1e-12);
        }

        double variance = signal.ToArray().Sum(x => (x - mean) * (x - mean)) / length;
        (spectrum.Density.Sum() * 200 / length).ShouldBe(variance, 1e-12);
    }

    [Fact]
    public void Welch_of_one_segment_does_not_use_what_is_left()
    {
        double[] whole = PowerSpectrum.Welch(Signal.AsSpan(0, 100), 1 * kHz, 60, 10).Density;
        whole.ShouldBe(PowerSpectrum.Welch(Signal.AsSpan(0, 60), 1 * kHz, 60, 0).Density);
    }

    [Fact]
    public void Refuses_parameters_that_are_not_valid()
    {
        Should.Throw<ArgumentException>(() => PowerSpectrum.Periodogram([], 1 * kHz)).Message.ShouldContain("got 0");
        Should.Throw<ArgumentException>(() => PowerSpectrum.Periodogram([1], 0 * kHz)).Message.ShouldContain("got 0 Hz");
        Should.Throw<ArgumentException>(() => PowerSpectrum.Welch([1, 2], 1 * kHz, 3, 0)).Message.ShouldContain("got 3");
        Should.Throw<ArgumentException>(() => PowerSpectrum.Welch([1, 2], 1 * kHz, 2, 2)).Message.ShouldContain("got 2");
    }

    private static void ShouldAgree(PowerSpectrum spectrum, double[][] expected)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            spectrum.Frequencies[k].InHertz.ShouldAgree(expected[k][0], "frequency");
            spectrum.Density[k].ShouldAgree(expected[k][1], $"density at {expected[k][0]} Hz");
        }
    }
}
