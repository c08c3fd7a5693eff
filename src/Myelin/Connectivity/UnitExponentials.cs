using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Connectivity;

/// <summary>
/// Exponentially distributed numbers of mean 1, drawn 64 at a time: the floor of such a number divided by <see cref="Rate"/> is the number of
/// failures before the first success, so pairs that are not connected cost nothing. Source: Devroye (1986), "Non-uniform random variate
/// generation", chapter X.
/// </summary>
internal struct UnitExponentials
{
    private Buffer buffer;
    private int used;

    public UnitExponentials() => used = Buffer.Length;

    /// <summary>The next number.</summary>
    public double Next(ref RandomStream stream)
    {
        if (used == Buffer.Length) Refill(ref stream);
        return buffer[used++];
    }

    /// <summary>-ln(1 - probability): the rate at which an event of this probability per trial uses up a unit exponential.</summary>
    public static double Rate(double probability)
    {
        // Below this the rounding of 1 - p would be seen, and four terms of the series are exact to the last bit.
        if (probability < 1e-4) return probability * (1 + (probability * ((1 / 2.0) + (probability * ((1 / 3.0) + (probability / 4))))));
        return -Elementary.Log(1 - probability);
    }

    private void Refill(ref RandomStream stream)
    {
        Span<uint> bits = stackalloc uint[2 * Buffer.Length];
        stream.FillBits(bits);
        Span<double> numbers = buffer;
        for (int i = 0; i < numbers.Length; i += Vector512<double>.Count)
        {
            // 32 bits of the first half above 21 bits of the second are 53, as many as a double holds.
            Vector512<ulong> high = Widen(bits[i..]) << 21;
            Vector512<ulong> low = Widen(bits[(i + Buffer.Length)..]) >> 11;
            Vector512<double> uniform = Vector512.ConvertToDouble(high | low) * (1.0 / (1UL << 53));
            (-Elementary.Log(Vector512<double>.One - uniform)).CopyTo(numbers[i..]);
        }

        used = 0;
    }

    private static Vector512<ulong> Widen(ReadOnlySpan<uint> words)
    {
        (Vector256<ulong> lower, Vector256<ulong> upper) = Vector256.Widen(Vector256.Create(words));
        return Vector512.Create(lower, upper);
    }

    [InlineArray(Length)]
    private struct Buffer
    {
        public const int Length = 64;

        private double first;
    }
}
