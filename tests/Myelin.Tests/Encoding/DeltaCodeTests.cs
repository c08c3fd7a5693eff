using FsCheck;
using FsCheck.Fluent;
using Myelin.Encoding;

namespace Myelin.Tests.Encoding;

public sealed class DeltaCodeTests
{
    [Fact]
    public void Rises_and_falls_spike_on_neurons_of_their_own()
    {
        float[] spikes = new float[12];
        new DeltaCode(1).Encode([0, 10, 1, 10, 1.5f, 7.5f], 2, spikes);
        spikes.ShouldBe([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
    }

    [Fact]
    public void What_the_spikes_tell_stays_within_the_threshold_of_slow_signals() =>
        Prop.ForAll(Gen.Choose(-99, 99).NonEmptyListOf().ToArbitrary(), changes =>
        {
            // No step changes by more than the threshold, so one spike per step keeps up.
            float[] signal = new float[changes.Count];
            for (int t = 1; t < signal.Length; t++) signal[t] = signal[t - 1] + (changes[t] / 100f);
            var code = new DeltaCode(1);
            float[] spikes = new float[2 * signal.Length], read = new float[signal.Length];
            code.Encode(signal, 1, spikes);
            code.Decode(spikes, signal.AsSpan(0, 1), read);
            return signal.Zip(read).All(pair => Math.Abs(pair.First - pair.Second) < 1.0001f);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Wrong_lengths_and_thresholds_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DeltaCode(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DeltaCode(float.NaN));
        Should.Throw<ArgumentException>(() => new DeltaCode(1).Encode(new float[4], 3, new float[8]));
        Should.Throw<ArgumentException>(() => new DeltaCode(1).Encode(new float[4], 2, new float[7]));
    }
}
