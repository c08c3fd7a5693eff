using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>
/// Numbers of a law whatever the shape: uniform, normal (also truncated), constant and all others of the connections of a network
/// (uniform_, normal_, trunc_normal_, constant_).
/// </summary>
/// <param name="Law">The law, of pure numbers.</param>
public sealed record FromLaw(Distribution Law) : Initialiser
{
    /// <summary>The law.</summary>
    public Distribution Law { get; } = Valid(Law);

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name) => Law.Fill(ref stream, values);

    private static Distribution Valid(Distribution law)
    {
        ArgumentNullException.ThrowIfNull(law);
        law.Validate("initialiser");
        return law.Unit.Length == 0 ? law : throw new ArgumentException($"The law {law} of an initialiser must be of pure numbers, its unit is {law.Unit}.");
    }
}
