using Myelin.Analysis.Energy;

namespace Myelin.Learning.Complexity;

/// <summary>What layers cost by a published table.</summary>
public static class LayerEnergy
{
    extension(LayerOperations layer)
    {
        /// <summary>The energy of a sample in this layer [pJ], with weights as wide as the layer's own form has them.</summary>
        /// <param name="table">The published energies.</param>
        /// <param name="widths">How wide numbers are; of weights the most.</param>
        /// <param name="memory">Where numbers are kept, as the table calls it; the cheapest memory where null.</param>
        public EnergyCost Energy(EnergyTable table, BitWidths widths, string? memory = null)
        {
            ArgumentNullException.ThrowIfNull(table);
            ArgumentNullException.ThrowIfNull(widths);
            return new EnergyModel(table, widths with { Weight = Math.Min(widths.Weight, layer.WeightBits) }, memory).Of(layer.Counts);
        }

        /// <summary>Bits to and from memory for a sample, with weights as wide as the layer's own form has them.</summary>
        /// <param name="widths">How wide numbers are; of weights the most.</param>
        public double TrafficBits(BitWidths widths)
        {
            ArgumentNullException.ThrowIfNull(widths);
            return layer.Counts.TrafficBits(widths with { Weight = Math.Min(widths.Weight, layer.WeightBits) });
        }
    }
}
