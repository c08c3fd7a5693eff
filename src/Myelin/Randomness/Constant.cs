using System.Globalization;

namespace Myelin.Randomness;

/// <summary>One number for all.</summary>
/// <param name="Value">The number, in the unit.</param>
/// <param name="UnitSymbol">The unit's symbol; empty for a pure number.</param>
public sealed record Constant(double Value, string UnitSymbol) : Distribution
{
    /// <inheritdoc/>
    public override string Unit => UnitSymbol;

    /// <inheritdoc/>
    public override double? ConstantValue => Value;

    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override void Fill(ref RandomStream stream, Span<float> values) => values.Fill((float)Value);

    /// <inheritdoc/>
    public override void Validate(string what)
    {
        if (!double.IsFinite(Value)) throw new ArgumentException($"{what} must be finite, got {this}.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} {UnitSymbol}").TrimEnd();
}
