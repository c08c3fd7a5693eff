namespace Myelin.Analysis.Energy;

/// <summary>What operations cost, by kind [pJ].</summary>
/// <param name="Macs">Multiply-accumulates of weights and inputs.</param>
/// <param name="Acs">Additions of weights where spikes arrive.</param>
/// <param name="Neurons">Arithmetic within neurons.</param>
/// <param name="Memory">Weights, states and activations to and from memory.</param>
public readonly record struct EnergyCost(double Macs, double Acs, double Neurons, double Memory)
{
    /// <summary>Arithmetic without memory [pJ].</summary>
    public double Compute => Macs + Acs + Neurons;

    /// <summary>All [pJ].</summary>
    public double Picojoules => Compute + Memory;

    /// <summary>All [nJ].</summary>
    public double Nanojoules => Picojoules / 1000;

    /// <summary>The sum of two.</summary>
    public static EnergyCost operator +(EnergyCost left, EnergyCost right) =>
        new(left.Macs + right.Macs, left.Acs + right.Acs, left.Neurons + right.Neurons, left.Memory + right.Memory);
}

/// <summary>
/// The energy of counted operations by a published table: a multiply-accumulate is a multiplication of a weight and an activation and an addition to the sum, an
/// accumulate the addition alone, and every bit to or from memory costs its share of an access. An estimate of arithmetic and memory only: control, clock, wires and leakage are not in it.
/// </summary>
/// <param name="table">The published energies.</param>
/// <param name="widths">How wide the numbers are.</param>
/// <param name="memory">Where weights, states and activations are kept, as the table calls it; the cheapest where null.</param>
/// <exception cref="ArgumentException">The table lacks the memory or numbers of the kind.</exception>
public sealed class EnergyModel(EnergyTable table, BitWidths widths, string? memory = null)
{
    private readonly double add = table.Add(widths.Kind, widths.Accumulator);
    private readonly double multiply = table.Multiply(widths.Kind, widths.Weight, widths.Activation);
    private readonly double stateAdd = table.Add(widths.Kind, widths.State);
    private readonly double stateMultiply = table.Multiply(widths.Kind, widths.State, widths.State);
    private readonly double bit = table.PerBit(memory);

    /// <summary>The published energies.</summary>
    public EnergyTable Table => table;

    /// <summary>How wide the numbers are.</summary>
    public BitWidths Widths => widths;

    /// <summary>Where numbers are kept; null for the cheapest memory of the table.</summary>
    public string? Memory => memory;

    /// <summary>The energy of one multiply-accumulate of a weight and an activation [pJ].</summary>
    public double PerMac => multiply + add;

    /// <summary>The energy of one accumulate [pJ].</summary>
    public double PerAc => add;

    /// <summary>What only the operations that meet no 0 cost.</summary>
    /// <param name="counts">The operations.</param>
    public EnergyCost Of(OperationCounts counts) => new(
        counts.EffectiveMacs * PerMac,
        counts.EffectiveAcs * PerAc,
        (counts.NeuronAdds * stateAdd) + (counts.NeuronMultiplies * stateMultiply),
        counts.TrafficBits(widths) * bit);

    /// <summary>What all operations cost where nothing makes use of zeros: every product is a multiply-accumulate and fetches its weight.</summary>
    /// <param name="counts">The operations.</param>
    public EnergyCost OfDense(OperationCounts counts) =>
        Of(counts with { EffectiveMacs = counts.Dense, EffectiveAcs = 0, SynapticEvents = counts.Dense });
}
