namespace Myelin.Values;

/// <summary>A fixed-point format as a type, so that the arithmetic of <see cref="Fixed{TFormat}"/> is compiled for it.</summary>
public interface IFixedFormat
{
    /// <summary>The format; the same whenever it is asked for.</summary>
    static abstract FixedFormat Format { get; }
}
