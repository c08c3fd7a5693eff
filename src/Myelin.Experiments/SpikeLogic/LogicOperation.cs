namespace Myelin.Experiments.SpikeLogic;

/// <summary>A logical operation of two bits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Truth">Its value for 00, 01, 10 and 11.</param>
internal sealed record LogicOperation(string Name, IReadOnlyList<bool> Truth)
{
    /// <summary>The operations that are learnt.</summary>
    public static IReadOnlyList<LogicOperation> All { get; } =
    [
        new("AND", [false, false, false, true]),
        new("OR", [false, true, true, true]),
        new("XOR", [false, true, true, false]),
    ];
}
