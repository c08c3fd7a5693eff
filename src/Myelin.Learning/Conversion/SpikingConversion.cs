using Myelin.Interchange.Layers;
using Myelin.Learning.Layers;

namespace Myelin.Learning.Conversion;

/// <summary>Ordinary networks with neurons in the place of rectifiers.</summary>
public static class SpikingConversion
{
    extension(LayerGraph graph)
    {
        /// <summary>
        /// The network with neurons in the place of its rectifiers. Over T steps of a constant input the output, averaged over the steps, goes towards that of the
        /// network. Weights stay as they are: neurons of threshold 1 stand between numbers that are divided and multiplied by a scale, which is the same as a
        /// threshold of that scale (threshold balancing) and as scaled weights. Maxima of windows become differences that are rectified.
        /// </summary>
        /// <param name="scales">What a full rate of spikes stands for in each layer, by the names of the rectifiers of <paramref name="graph"/> without maxima; see <see cref="Calibration"/>.</param>
        /// <param name="neurons">Makes the neurons of a layer: of threshold 1, one spike in every step at most.</param>
        /// <param name="rate">Spikes in a step at full rate: 1, or less for neurons that cannot spike in every step, or more for those that emit several at once.</param>
        /// <exception cref="ArgumentException">A rectifier has no scale; the message names it.</exception>
        /// <exception cref="InvalidDataException">A maximum cannot be made of rectifiers; the message names it.</exception>
        public LayerNetwork ToSpiking(IReadOnlyDictionary<string, double> scales, Func<Spiking> neurons, double rate = 1)
        {
            ArgumentNullException.ThrowIfNull(scales);
            ArgumentNullException.ThrowIfNull(neurons);
            return new LayerNetwork(graph.WithoutMaxima(), node => scales.TryGetValue(node.Name, out double scale)
                ? new ScaledNeurons(neurons(), scale / rate)
                : throw new ArgumentException($"The rectifier '{node.Name}' has no scale; calibrate the network without its maxima."));
        }
    }
}
