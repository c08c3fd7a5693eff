using Myelin.Hardware.Faults;
using Myelin.Networks;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Chosen bits, and the checksums that find them.</summary>
public sealed class ChosenBitFlipTests
{
    [Fact]
    public void Chosen_weights_change_and_no_others()
    {
        Network clean = new IntegerBitFlips(0).Apply(Samples.Layers(), 1), struck = new ChosenBitFlips(1, [3, 8], 7).Apply(clean, 1);
        double[] before = Samples.Weights(clean, 1), after = Samples.Weights(struck, 1);
        double unit = before.Max(Math.Abs) / 127;
        for (int i = 0; i < before.Length; i++) after[i].ShouldBe(i is 3 or 8 ? before[i] + (before[i] < 0 ? 128 : -128) * unit : before[i], 1e-9);
        Samples.Weights(struck, 0).ShouldBe(Samples.Weights(clean, 0));
        var sums = new WeightChecksum(clean);
        sums.Changed(clean).ShouldBeEmpty();
        sums.Changed(struck).ShouldBe([1]);

        // Flipped twice, all is as it was.
        sums.Changed(new ChosenBitFlips(1, [3, 8, 3, 8], 0).Apply(clean, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ChosenBitFlips(2, [0], 7).Apply(Samples.Layers(), 1)).Message.ShouldBe("There is no projection 2; the network has 2.");
        Should.Throw<ArgumentException>(() => new ChosenBitFlips(0, [30], 7).Apply(Samples.Layers(), 1)).Message.ShouldBe("The projection input -> hidden has no weight 30; it stores 30.");
        Should.Throw<ArgumentException>(() => new ChosenBitFlips(0, [0], 8).Apply(Samples.Layers(), 1)).Message.ShouldBe("A stored weight of 8 bits has no bit 8; words have 2 to 32 bits, counted from 0.");
    }
}
