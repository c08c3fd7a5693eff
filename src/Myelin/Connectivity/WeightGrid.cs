using System.Globalization;

namespace Myelin.Connectivity;

/// <summary>The weights that a synapse memory can hold: whole multiples of a unit, between two bounds.</summary>
/// <param name="Unit">What the last bit of a weight is worth, in the unit of the weight; above 0.</param>
/// <param name="Least">The smallest multiple.</param>
/// <param name="Most">The largest multiple.</param>
public readonly record struct WeightGrid(double Unit, long Least, long Most)
{
    /// <summary>The grid of words in two's complement without the most negative one, so that signs are alike; the unit is such that the largest weight is the last word.</summary>
    /// <param name="bits">Bits of a weight with its sign, 1 to 32; one bit holds 0 and the largest weight.</param>
    /// <param name="largest">The largest magnitude to be held.</param>
    /// <param name="powerOfTwo">Whether the unit must be a power of two, as where weights are shifted into place.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static WeightGrid Symmetric(int bits, double largest, bool powerOfTwo = false)
    {
        if (bits is < 1 or > 32) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A weight must have 1 to 32 bits, got {bits}."));
        if (!(largest >= 0 && double.IsFinite(largest))) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The largest weight must be finite and not negative, got {largest}."));
        long most = bits == 1 ? 1 : (1L << (bits - 1)) - 1;
        double unit = largest == 0 ? 1 : largest / most;
        if (powerOfTwo) unit = Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(unit)));
        return new WeightGrid(unit, bits == 1 ? 0 : -most, most);
    }

    /// <summary>The nearest weight of the grid; halves to the even multiple.</summary>
    public double Nearest(double weight) => Unit * Math.Clamp(Math.Round(weight / Unit, MidpointRounding.ToEven), Least, Most);
}
