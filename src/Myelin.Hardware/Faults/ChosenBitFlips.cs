using Myelin.Networks;

namespace Myelin.Hardware.Faults;

/// <summary>One bit of chosen weights of one projection is flipped: what a Trojan or a row-hammer attack does to a memory of whole numbers, rather than chance. Other weights stay as they are.</summary>
/// <param name="Projection">Index of the projection.</param>
/// <param name="Weights">Which of its stored weights.</param>
/// <param name="Bit">The bit, 0 for the last.</param>
/// <param name="Bits">Length of a word with its sign; as in <see cref="IntegerBitFlips"/>.</param>
public sealed record ChosenBitFlips(int Projection, IReadOnlyList<int> Weights, int Bit, int Bits = 8) : Fault
{
    /// <inheritdoc/>
    public override Network Apply(Network network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        if ((uint)Bit >= (uint)Bits || Bits is < 2 or > 32) throw new ArgumentException($"A stored weight of {Bits} bits has no bit {Bit}; words have 2 to 32 bits, counted from 0.");
        if ((uint)Projection >= (uint)network.Projections.Count) throw new ArgumentException($"There is no projection {Projection}; the network has {network.Projections.Count}.");
        return new Change(this).Of(network);
    }

    private sealed class Change(ChosenBitFlips fault) : NetworkChange
    {
        protected override StoredWeights? Weights(Projection projection, ulong seed)
        {
            if (projection?.Index != fault.Projection) return null;
            StoredWeights stored = StoredWeights.Of(projection, seed) ?? throw new ArgumentException($"The {projection.Name} stores no weights whose bits could flip.");
            double unit = IntegerBitFlips.Scale(stored.Values, fault.Bits);
            foreach (int weight in fault.Weights)
            {
                if ((uint)weight >= (uint)stored.Values.Length) throw new ArgumentException($"The {projection.Name} has no weight {weight}; it stores {stored.Values.Length}.");
                stored.Values[weight] = BitErrors.Whole((long)Math.Round(stored.Values[weight] / unit), fault.Bits, 1UL << fault.Bit) * unit;
            }

            return stored;
        }
    }
}
