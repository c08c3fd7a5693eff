using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>The numbers in which an engine advances neurons whose block lies in memory as sixteen doubles: doubles themselves, or a chip's words.</summary>
public interface IBlockArithmetic
{
    /// <summary>Calls the visitor with the numbers: the one virtual call at the edge.</summary>
    TResult Accept<TResult>(IArithmeticVisitor<TResult> visitor);
}

/// <summary>An engine that wants the numbers of an arithmetic as a type.</summary>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface IArithmeticVisitor<out TResult>
{
    /// <summary>Receives the numbers and the random numbers that go with them.</summary>
    TResult Visit<V, TDraws>()
        where V : unmanaged, IBlockValue<V>
        where TDraws : struct, IBlockDraws<V, TDraws>;
}
