using Myelin.Data.Transforms;
using Myelin.Randomness;

namespace Myelin.Data.Tests.Transforms;

/// <summary>Sound through the filters of a cochlea to spikes.</summary>
public sealed class SoundTests
{
    private const int Rate = 8000;

    [Theory]
    [InlineData(150)]
    [InlineData(700)]
    [InlineData(2500)]
    public void A_tone_is_loudest_in_the_filter_whose_centre_is_nearest(double frequency)
    {
        var cochlea = new Cochlea(Rate, bands: 32, frames: 30);
        float[] tone = [.. Enumerable.Range(0, 2400).Select(t => (float)Math.Sin(2 * Math.PI * frequency * t / Rate))];
        float[] heard = Made(cochlea, tone, [tone.Length, 1]);
        float[] late = heard[(20 * 32)..(21 * 32)];
        int nearest = Enumerable.Range(0, 32).MinBy(b => Math.Abs(Math.Log(cochlea.Centres[b] / frequency)));
        int loudest = Array.IndexOf(late, late.Max());
        Math.Abs(loudest - nearest).ShouldBeLessThanOrEqualTo(1);
        late[loudest].ShouldBeGreaterThan(0.95f);
        late[(nearest + 16) % 32].ShouldBeLessThan(0.6f);
    }

    [Fact]
    public void Centres_are_evenly_spaced_on_the_scale_of_bandwidths_and_loudness_does_not_matter()
    {
        var cochlea = new Cochlea(Rate, bands: 5, frames: 10, lowest: 100, highest: 3000);
        double Scale(double f) => 21.4 * Math.Log10(1 + (0.00437 * f));
        cochlea.Centres[0].ShouldBe(100, 1e-6);
        cochlea.Centres[^1].ShouldBe(3000, 1e-6);
        for (int b = 1; b < 5; b++) (Scale(cochlea.Centres[b]) - Scale(cochlea.Centres[b - 1])).ShouldBe((Scale(3000) - Scale(100)) / 4, 1e-9);
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, 1000).Select(_ => (float)random.NextDouble() - 0.5f)];
        float[] loud = Made(cochlea, noise, [1000, 1]), quiet = Made(cochlea, [.. noise.Select(v => v / 64)], [1000, 1]);
        for (int i = 0; i < loud.Length; i++) quiet[i].ShouldBe(loud[i], 1e-4f);
        Made(cochlea, new float[500], [500, 1]).ShouldAllBe(v => v == 0);
    }

    [Fact]
    public void A_filter_has_the_gain_of_one_at_its_centre()
    {
        // The envelope's mean of a tone at the centre of a filter is the tone's amplitude; all bands together are scaled by the loudest value.
        var cochlea = new Cochlea(Rate, bands: 3, frames: 40, lowest: 300, highest: 2000);
        float[] both = [.. Enumerable.Range(0, 3200).Select(t => (float)(Math.Sin(2 * Math.PI * cochlea.Centres[0] * t / Rate) + (0.1 * Math.Sin(2 * Math.PI * cochlea.Centres[2] * t / Rate))))];
        float[] heard = Made(cochlea, both, [both.Length, 1]);

        // A tenth of the amplitude is 20 of the 40 decibels.
        heard[(30 * 3) + 0].ShouldBe(1, 0.02f);
        heard[(30 * 3) + 2].ShouldBe(0.5f, 0.03f);
    }

    [Fact]
    public void Intensities_become_rates()
    {
        float[] signal = [.. Enumerable.Range(0, 40).SelectMany(_ => new[] { 0.5f, 0.25f, 0f, 1f })];
        float[] spikes = Made(new EncodeIntensity(1), signal, [40, 4]);
        int[] counts = [.. Enumerable.Range(0, 4).Select(n => (int)Enumerable.Range(0, 40).Sum(t => spikes[(t * 4) + n]))];
        counts.ShouldBe([20, 10, 0, 40]);
        Should.Throw<ArgumentOutOfRangeException>(() => new EncodeIntensity(0)).Message.ShouldStartWith("The sum that makes a spike must be above 0 and finite.");
    }

    [Fact]
    public void Stronger_signals_spike_earlier_in_every_window()
    {
        float[] signal = [.. Enumerable.Range(0, 10).SelectMany(_ => new[] { 1f, 0.6f, 0.2f, 0.1f })];
        float[] spikes = Made(new EncodeFirstSpikes(5, 0.2f), signal, [10, 4]);
        int[] Times(int n) => [.. Enumerable.Range(0, 10).Where(t => spikes[(t * 4) + n] == 1)];
        Times(0).ShouldBe([0, 5]);
        Times(1).ShouldBe([2, 7]);
        Times(2).ShouldBe([4, 9]);
        Times(3).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => new EncodeFirstSpikes(0, 0.2f));
        Should.Throw<ArgumentOutOfRangeException>(() => new EncodeFirstSpikes(5, 1));
    }

    [Fact]
    public void What_makes_no_filter_bank_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Cochlea(Rate, highest: 4000)).Message.ShouldBe("Filters must lie above 0 and below 4000 Hz, got 100 to 4000 Hz.");
        Should.Throw<ArgumentException>(() => new Cochlea(Rate, bands: 0)).Message.ShouldContain("got 0 and 80");
        Should.Throw<ArgumentException>(() => new Cochlea(Rate, frame: 0.01)).Message.ShouldContain("got 0.01 ms");
        Should.Throw<ArgumentException>(() => new Cochlea(Rate).OutputShape([5, 2])).Message.ShouldContain("[5, 2]");
    }

    [Fact]
    public void A_prepared_set_is_the_set_with_its_transform()
    {
        var motifs = new Data.Generated.SpikeMotifs(6, classes: 3, neurons: 4, steps: 20, window: 8);
        var prepared = new Prepared(motifs, new EncodeIntensity(2));
        (prepared.Count, prepared.Classes, prepared.Label(4), prepared.Length(1)).ShouldBe((6, 3, 1, 20));
        float[] plain = new float[80], made = new float[80];
        motifs.Read(5, plain);
        prepared.Read(5, made);
        made.ShouldBe(Made(new EncodeIntensity(2), plain, [20, 4]));
        Should.Throw<ArgumentOutOfRangeException>(() => prepared.Label(6));
    }

    private static float[] Made(ITransform transform, float[] sample, int[] shape)
    {
        float[] output = new float[transform.OutputLength(shape, shape[0]) * Shapes.StepSize(transform.OutputShape(shape))];
        Array.Fill(output, 99);
        var random = new RandomStream(1, StreamPurpose.Data);
        transform.Apply(sample, shape, output, ref random);
        output.ShouldNotContain(99f);
        return output;
    }
}
