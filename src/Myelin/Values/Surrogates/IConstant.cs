namespace Myelin.Values.Surrogates;

/// <summary>
/// A number that is a type, so that code compiled for a surrogate has its parameters as constants. <see cref="Numbers"/> has the usual ones;
/// another takes one line: <c>readonly struct Seven : IConstant { public static double Value => 7; }</c>.
/// </summary>
public interface IConstant
{
    /// <summary>The number.</summary>
    static abstract double Value { get; }
}
