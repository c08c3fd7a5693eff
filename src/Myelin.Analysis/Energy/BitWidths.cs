namespace Myelin.Analysis.Energy;

/// <summary>How wide the numbers of a network are [bits], and of which kind.</summary>
public sealed record BitWidths
{
    /// <summary>The widest number.</summary>
    public const int Widest = 64;

    /// <summary>Single precision for all.</summary>
    public static BitWidths Single { get; } = new() { Kind = NumberKind.Float };

    /// <summary>Integers or floating-point numbers.</summary>
    public NumberKind Kind { get; init; } = NumberKind.Integer;

    /// <summary>Of a weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="Widest"/>.</exception>
    public int Weight { get; init => field = Checked(value, nameof(Weight)); } = 32;

    /// <summary>Of what is passed from layer to layer; a plain spike has 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="Widest"/>.</exception>
    public int Activation { get; init => field = Checked(value, nameof(Activation)); } = 32;

    /// <summary>Of a state variable of a neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="Widest"/>.</exception>
    public int State { get; init => field = Checked(value, nameof(State)); } = 32;

    /// <summary>Of the sum that products are added to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="Widest"/>.</exception>
    public int Accumulator { get; init => field = Checked(value, nameof(Accumulator)); } = 32;

    private static int Checked(int bits, string name) =>
        bits is >= 1 and <= Widest ? bits : throw new ArgumentOutOfRangeException(name, $"{nameof(BitWidths)}.{name} of {bits} bits is impossible; a number has 1 to {Widest}.");
}
