using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>What sixteen counters' words become: 64 numbers of one kind.</summary>
/// <typeparam name="T">The numbers, four bytes each.</typeparam>
internal interface IWordMap<T>
{
    /// <summary>The numbers of the words.</summary>
    Quad<T> Map(PhiloxWords words);
}

/// <summary>Sixty-four numbers.</summary>
internal readonly record struct Quad<T>(Vector512<T> First, Vector512<T> Second, Vector512<T> Third, Vector512<T> Fourth);

/// <summary>The words themselves.</summary>
internal readonly struct Bits : IWordMap<uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad<uint> Map(PhiloxWords words) => new(words.Word0, words.Word1, words.Word2, words.Word3);
}

/// <summary>Whole numbers in [0, bound).</summary>
internal readonly struct Ints(uint bound) : IWordMap<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad<int> Map(PhiloxWords words)
    {
        return new(
            Philox.MultiplyHigh(words.Word0, bound).AsInt32(),
            Philox.MultiplyHigh(words.Word1, bound).AsInt32(),
            Philox.MultiplyHigh(words.Word2, bound).AsInt32(),
            Philox.MultiplyHigh(words.Word3, bound).AsInt32());
    }
}

/// <summary>Multiples of 2^-24 in [0, 1).</summary>
internal readonly struct Uniforms : IWordMap<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad<float> Map(PhiloxWords words) => new(Of(words.Word0), Of(words.Word1), Of(words.Word2), Of(words.Word3));

    /// <summary>The upper 24 bits of a word, as a fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Of(Vector512<uint> words) => Elementary.ToSingle((words >> 8).AsInt32()) * (1f / (1 << 24));
}

/// <summary>Standard normal numbers, two from two words (Box and Muller 1958).</summary>
internal readonly struct Normals : IWordMap<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad<float> Map(PhiloxWords words)
    {
        (Vector512<float> first, Vector512<float> second) = Pair(words.Word0, words.Word1);
        (Vector512<float> third, Vector512<float> fourth) = Pair(words.Word2, words.Word3);
        return new(first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Cos, Vector512<float> Sin) Pair(Vector512<uint> radius, Vector512<uint> angle)
    {
        // In [2^-32, 1], with all the digits of small numbers, which are the tails.
        Vector512<float> uniform = Vector512.FusedMultiplyAdd(
            Elementary.ToSingle((radius >> 1).AsInt32()),
            Vector512.Create(4.656612873e-10f),
            Vector512.Create(2.328306437e-10f));

        Vector512<float> distance = Vector512.Sqrt(Elementary.LogOfNormal(uniform) * -2f);
        (Vector512<float> sin, Vector512<float> cos) = Elementary.SinCosOfTurn(angle);
        return (distance * cos, distance * sin);
    }
}
