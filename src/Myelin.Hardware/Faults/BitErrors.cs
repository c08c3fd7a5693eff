using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Hardware.Faults;

/// <summary>Flips of bits of words.</summary>
internal static class BitErrors
{
    /// <summary>The bits of a word that flip, each with the same probability.</summary>
    /// <param name="bits">Length of the word.</param>
    /// <param name="only">The only bit that can flip; null for all.</param>
    /// <param name="rate">The probability of each.</param>
    /// <param name="random">As many numbers are used as there are bits, whatever the rate.</param>
    public static ulong Mask(int bits, int? only, double rate, ref RandomStream random)
    {
        ulong mask = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            bool flips = Occurs(rate, ref random);
            if (flips && (only ?? bit) == bit) mask |= 1UL << bit;
        }

        return mask;
    }

    /// <summary>Whether something happens that has a probability; a number that makes it happen makes it happen at every higher probability.</summary>
    public static bool Occurs(double rate, ref RandomStream random) => random.NextBits() < (ulong)(rate * 4294967296.0);

    /// <summary>A number of single precision with flipped bits: no finite number becomes the largest, one that is no number becomes 0, because networks are made of finite numbers.</summary>
    public static float Single(float value, uint mask)
    {
        float flipped = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) ^ mask);
        return float.IsNaN(flipped) ? 0 : Math.Clamp(flipped, -float.MaxValue, float.MaxValue);
    }

    /// <summary>A whole number in two's complement with flipped bits.</summary>
    public static long Whole(long value, int bits, ulong mask)
    {
        int unused = 64 - bits;
        return (long)(((ulong)value ^ mask) << unused) >> unused;
    }

    /// <summary>A fixed-point number with flipped bits, rounded to the format and kept within it first.</summary>
    public static double Fixed(double value, FixedFormat format, ulong mask)
    {
        double clamped = Math.Clamp(value, format.Least, format.Most);
        return Whole((long)Math.Round(clamped / format.Unit, MidpointRounding.ToEven), format.WordBits, mask) * format.Unit;
    }
}
