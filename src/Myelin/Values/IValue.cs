namespace Myelin.Values;

/// <summary>
/// The numbers that a definition is written over. A model's code mentions only <typeparamref name="V"/>; the engine decides whether
/// that is sixteen floats, a double, a derivative or a chip's fixed-point word.
/// </summary>
/// <typeparam name="V">The value itself.</typeparam>
/// <remarks>
/// A comparison gives 1 where it holds and 0 elsewhere, so a spike, a mask and a count are the same kind of number:
/// conditions combine by <c>*</c> (and), <see cref="Max"/> (or) and <c>V.One - c</c> (not).
/// </remarks>
public interface IValue<V>
    where V : struct, IValue<V>
{
    /// <summary>How many neurons one value stands for.</summary>
    static abstract int Lanes { get; }

    /// <summary>0 in every lane.</summary>
    static abstract V Zero { get; }

    /// <summary>1 in every lane.</summary>
    static abstract V One { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract V Constant(double value);

    /// <summary>Sum.</summary>
    static abstract V operator +(V left, V right);

    /// <summary>Difference.</summary>
    static abstract V operator -(V left, V right);

    /// <summary>Product.</summary>
    static abstract V operator *(V left, V right);

    /// <summary>Quotient.</summary>
    static abstract V operator /(V left, V right);

    /// <summary>Opposite sign.</summary>
    static abstract V operator -(V value);

    /// <summary>1 where left &lt; right, else 0; no derivative.</summary>
    static abstract V operator <(V left, V right);

    /// <summary>1 where left &gt; right, else 0; no derivative.</summary>
    static abstract V operator >(V left, V right);

    /// <summary>1 where left &lt;= right, else 0; no derivative.</summary>
    static abstract V operator <=(V left, V right);

    /// <summary>1 where left &gt;= right, else 0; no derivative.</summary>
    static abstract V operator >=(V left, V right);

    /// <summary>a * b + c with one rounding, on every processor.</summary>
    static abstract V FusedMultiplyAdd(V a, V b, V c);

    /// <summary>The smaller of two values.</summary>
    static abstract V Min(V left, V right);

    /// <summary>The larger of two values.</summary>
    static abstract V Max(V left, V right);

    /// <summary>Absolute value.</summary>
    static abstract V Abs(V value);

    /// <summary>The largest whole number that is not larger.</summary>
    static abstract V Floor(V value);

    /// <summary>Square root.</summary>
    static abstract V Sqrt(V value);

    /// <summary>e to the power of the value.</summary>
    static abstract V Exp(V value);

    /// <summary>Natural logarithm.</summary>
    static abstract V Log(V value);

    /// <summary>Sine; angle in radians.</summary>
    static abstract V Sin(V value);

    /// <summary>Cosine; angle in radians.</summary>
    static abstract V Cos(V value);

    /// <summary>
    /// 1 where <paramref name="distance"/> (membrane potential minus threshold) is at least 0, else 0.
    /// A value that carries derivatives passes the surrogate's.
    /// </summary>
    static abstract V Spike(V distance);

    /// <summary>As <see cref="Spike"/>, but 1 only where the distance is strictly above 0.</summary>
    static abstract V SpikeAbove(V distance);

    /// <summary>
    /// <paramref name="ifTrue"/> where the condition is not 0, else <paramref name="otherwise"/>, to the last bit. The derivative is that of
    /// condition * ifTrue + (1 - condition) * otherwise, so that a gradient passes through a reset.
    /// </summary>
    static abstract V Select(V condition, V ifTrue, V otherwise);

    /// <summary>The same numbers as a constant: no derivative passes (a detached reset).</summary>
    static abstract V Detach(V value);
}
