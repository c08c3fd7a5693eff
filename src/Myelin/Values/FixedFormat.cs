using System.Globalization;

namespace Myelin.Values;

/// <summary>What happens to a number that a word cannot hold.</summary>
public enum FixedOverflow
{
    /// <summary>It becomes the nearest that the word holds.</summary>
    Saturate,

    /// <summary>Its upper bits are lost, as in a counter that goes round.</summary>
    Wrap,
}

/// <summary>How a product, a quotient or a constant is brought to a whole number of the last bit.</summary>
public enum FixedRounding
{
    /// <summary>To the nearest, halves to the even one.</summary>
    Nearest,

    /// <summary>Down, as an arithmetic shift to the right does.</summary>
    Down,

    /// <summary>Towards zero, as a shift of the magnitude does.</summary>
    TowardsZero,
}

/// <summary>A fixed-point word in two's complement: whole multiples of 2^-<paramref name="FractionBits"/>.</summary>
/// <param name="WordBits">Length of a word with its sign, 2 to 48 bits.</param>
/// <param name="FractionBits">Bits behind the binary point, -16 to 47: the last bit is worth 2^-FractionBits.</param>
/// <param name="Overflow">What happens to a number that the word cannot hold.</param>
/// <param name="Rounding">How results come to a whole number of the last bit.</param>
/// <param name="CordicSteps">Rotations of CORDIC that make an exponential, at most 40; 0 for the true value, rounded.</param>
/// <param name="CoefficientBits">
/// Significant bits of the constants of a step, at most 48: a decay is kept as a fraction of its own and the product shifted into the word, so that a sum with one is
/// rounded as well. 0 where constants are words like all others.
/// </param>
public readonly record struct FixedFormat(
    int WordBits,
    int FractionBits,
    FixedOverflow Overflow = FixedOverflow.Saturate,
    FixedRounding Rounding = FixedRounding.Nearest,
    int CordicSteps = 0,
    int CoefficientBits = 0)
{
    /// <summary>Fewest and most bits of a word.</summary>
    public const int FewestWordBits = 2, MostWordBits = 48;

    /// <summary>Fewest and most bits behind the binary point.</summary>
    public const int FewestFractionBits = -16, MostFractionBits = 47;

    /// <summary>Most rotations of CORDIC.</summary>
    public const int MostCordicSteps = 40;

    /// <summary>What the last bit is worth.</summary>
    public double Unit => Math.ScaleB(1, -FractionBits);

    /// <summary>The smallest number of the word.</summary>
    public double Least => -Math.ScaleB(1, WordBits - 1 - FractionBits);

    /// <summary>The largest number of the word.</summary>
    public double Most => Math.ScaleB(1, WordBits - 1 - FractionBits) - Unit;

    /// <summary>The format itself, where its numbers are in range.</summary>
    /// <exception cref="ArgumentException">A number of bits is out of range.</exception>
    public FixedFormat Checked()
    {
        if (WordBits is < FewestWordBits or > MostWordBits) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A word of {WordBits} bits cannot be emulated; it must have {FewestWordBits} to {MostWordBits}."));
        if (FractionBits is < FewestFractionBits or > MostFractionBits)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{FractionBits} bits behind the binary point cannot be emulated; there must be {FewestFractionBits} to {MostFractionBits}."));
        if (CordicSteps is < 0 or > MostCordicSteps) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An exponential of {CordicSteps} CORDIC steps cannot be emulated; there must be 0 to {MostCordicSteps}."));
        if (CoefficientBits is < 0 or > MostWordBits) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Coefficients of {CoefficientBits} bits cannot be emulated; they must have 0 to {MostWordBits}."));

        // The lower bits of the product of two words are what is left of it when it goes round; a double has to hold them all.
        int needed = (2 * WordBits) - 52;
        if (Overflow == FixedOverflow.Wrap && FractionBits < needed)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A word of {WordBits} bits that goes round needs at least {needed} bits behind the binary point to be emulated, got {FractionBits}."));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Q{WordBits - 1 - FractionBits}.{FractionBits} ({Overflow}, {Rounding})");
}
