namespace Myelin.Analysis.Energy;

/// <summary>
/// What a network, or one of its layers, does in a time: numbers of operations, or their means over samples. Biases are not counted, nor are
/// pooling and normalisation, as NeuroBench has it (Yik et al., 2025, Nature Communications 16, 1545).
/// </summary>
public readonly record struct OperationCounts
{
    /// <summary>Products of a weight and an input, zeros included: what hardware that knows no sparsity computes.</summary>
    public double Dense { get; init; }

    /// <summary>Multiply-accumulates of weights and inputs that are both other than 0, where inputs are any numbers.</summary>
    public double EffectiveMacs { get; init; }

    /// <summary>The same where inputs are -1, 0 and 1 only, so that a weight is added and nothing multiplied.</summary>
    public double EffectiveAcs { get; init; }

    /// <summary>Inputs other than 0 times the synapses that each reaches, whatever their weights: how often a weight is fetched when only what is active is looked up.</summary>
    public double SynapticEvents { get; init; }

    /// <summary>State variables of neurons that were brought from one step to the next.</summary>
    public double StateUpdates { get; init; }

    /// <summary>Additions and subtractions within neurons.</summary>
    public double NeuronAdds { get; init; }

    /// <summary>Multiplications within neurons.</summary>
    public double NeuronMultiplies { get; init; }

    /// <summary>Inputs other than 0 that were read.</summary>
    public double ActivationReads { get; init; }

    /// <summary>Outputs of neurons and activation functions other than 0, which were written.</summary>
    public double ActivationWrites { get; init; }

    /// <summary>Effective synaptic operations of both kinds.</summary>
    public double Effective => EffectiveMacs + EffectiveAcs;

    /// <summary>The sum of two.</summary>
    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => new()
    {
        Dense = left.Dense + right.Dense,
        EffectiveMacs = left.EffectiveMacs + right.EffectiveMacs,
        EffectiveAcs = left.EffectiveAcs + right.EffectiveAcs,
        SynapticEvents = left.SynapticEvents + right.SynapticEvents,
        StateUpdates = left.StateUpdates + right.StateUpdates,
        NeuronAdds = left.NeuronAdds + right.NeuronAdds,
        NeuronMultiplies = left.NeuronMultiplies + right.NeuronMultiplies,
        ActivationReads = left.ActivationReads + right.ActivationReads,
        ActivationWrites = left.ActivationWrites + right.ActivationWrites,
    };

    /// <summary>A multiple.</summary>
    public static OperationCounts operator *(double factor, OperationCounts counts) => new()
    {
        Dense = factor * counts.Dense,
        EffectiveMacs = factor * counts.EffectiveMacs,
        EffectiveAcs = factor * counts.EffectiveAcs,
        SynapticEvents = factor * counts.SynapticEvents,
        StateUpdates = factor * counts.StateUpdates,
        NeuronAdds = factor * counts.NeuronAdds,
        NeuronMultiplies = factor * counts.NeuronMultiplies,
        ActivationReads = factor * counts.ActivationReads,
        ActivationWrites = factor * counts.ActivationWrites,
    };

    /// <summary>
    /// Bits to and from memory: a weight for every synaptic event, every state variable read and written, every active input read and active output written.
    /// Sums stay where they are computed.
    /// </summary>
    /// <param name="widths">How wide the numbers are.</param>
    public double TrafficBits(BitWidths widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        return (SynapticEvents * widths.Weight) + (2 * StateUpdates * widths.State) + ((ActivationReads + ActivationWrites) * widths.Activation);
    }
}
