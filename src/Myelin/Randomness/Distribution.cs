using Myelin.Quantities;

namespace Myelin.Randomness;

/// <summary>A number or a law from which numbers are drawn, with its unit: a weight, a delay, an initial potential.</summary>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>The unit's symbol; empty for pure numbers.</summary>
    public abstract string Unit { get; }

    /// <summary>The one value, where there is only one; else null.</summary>
    public virtual double? ConstantValue => null;

    /// <summary>The expected value, in <see cref="Unit"/>.</summary>
    public abstract double Mean { get; }

    /// <summary>Draws as many numbers as there is room, in <see cref="Unit"/>.</summary>
    /// <param name="stream">The random numbers to use.</param>
    /// <param name="values">Receives the numbers.</param>
    public abstract void Fill(ref RandomStream stream, Span<float> values);

    /// <summary>Checks the parameters.</summary>
    /// <param name="what">What is drawn, for the message.</param>
    /// <exception cref="ArgumentException">A parameter is NaN, infinite or out of range.</exception>
    public abstract void Validate(string what);

    /// <summary>A pure number.</summary>
    public static implicit operator Distribution(double value) => new Constant(value, string.Empty);

    /// <summary>A fixed current.</summary>
    public static implicit operator Distribution(Current value) => new Constant(value.Value, Current.Unit);

    /// <summary>A fixed voltage.</summary>
    public static implicit operator Distribution(Voltage value) => new Constant(value.Value, Voltage.Unit);

    /// <summary>A fixed conductance.</summary>
    public static implicit operator Distribution(Conductance value) => new Constant(value.Value, Conductance.Unit);

    /// <summary>A fixed charge.</summary>
    public static implicit operator Distribution(Charge value) => new Constant(value.Value, Charge.Unit);

    /// <summary>A fixed duration.</summary>
    public static implicit operator Distribution(Time value) => new Constant(value.Value, Time.Unit);
}
