using Myelin.Connectivity;

namespace Myelin.Interchange.Layers;

/// <summary>Maxima of windows as rectifiers: max(a, b) = b + max(0, a - b), so that neurons which can be rectifiers can be maxima too.</summary>
public static class Maxima
{
    // More elements than this in a window would be more layers of rectifiers than make sense.
    private const int MostElements = 64;

    extension(LayerGraph graph)
    {
        /// <summary>
        /// The same function without maxima: each becomes a tournament of rounded-up log2(n) rounds for windows of n elements, in which differences of pairs are
        /// rectified and added to the second of each pair.
        /// </summary>
        /// <exception cref="InvalidDataException">A window has more than 64 elements, or has a margin around numbers that can be negative.</exception>
        public LayerGraph WithoutMaxima()
        {
            var result = new LayerGraph();
            int[] places = new int[graph.Nodes.Count];
            for (int i = 0; i < places.Length; i++)
            {
                LayerNode node = graph.Nodes[i];
                int[] inputs = [.. node.Inputs.Select(n => places[n])];
                places[i] = node.Layer is PoolingLayer { Kind: PoolKind.Maximum } pool ? Tournament(result, node.Name, pool, inputs[0]) : result.Add(node.Name, node.Layer, inputs);
            }

            return result;
        }
    }

    private static int Tournament(LayerGraph graph, string name, PoolingLayer pool, int input)
    {
        int players = pool.Kernel.Height * pool.Kernel.Width, channels = graph.Nodes[input].Shape[0];
        if (players > MostElements) throw new InvalidDataException($"'{name}' takes the largest of {players} elements; neurons do it for at most {MostElements}.");
        if (!pool.Padding.IsNone && graph.Nodes[input].Layer is not RectifierLayer)
            throw new InvalidDataException($"'{name}' takes maxima with a margin around '{graph.Nodes[input].Name}', which can be negative; put it behind a rectifier.");
        int at = input;
        Size2D kernel = pool.Kernel, stride = pool.Stride;
        Margins padding = pool.Padding;
        while (players > 1)
        {
            // The first round picks its players from the window, later ones from the channels that the last round gave; the odd one out goes on unplayed.
            int pairs = players / 2, winners = players - pairs;
            float[] kept = new float[channels * winners * players], difference = new float[channels * pairs * players];
            for (int c = 0; c < channels; c++)
            {
                for (int w = 0; w < winners; w++) kept[(((c * winners) + w) * players) + Math.Min((2 * w) + 1, players - 1)] = 1;
                for (int p = 0; p < pairs; p++)
                {
                    difference[(((c * pairs) + p) * players) + (2 * p)] = 1;
                    difference[(((c * pairs) + p) * players) + (2 * p) + 1] = -1;
                }
            }

            ConvolutionLayer Pick(int outputs, float[] weight) => new(channels * outputs, kernel, weight, default) { Stride = stride, Padding = padding, Groups = channels };
            int second = graph.Add($"{name}/kept", Pick(winners, kept), at);
            int over = graph.Add($"{name}/over", Pick(pairs, difference), at);
            int excess = graph.Add($"{name}/excess", new RectifierLayer(), over);
            if (winners > pairs) excess = graph.Add($"{name}/spread", Spread(channels, pairs, winners), excess);
            at = graph.Add(name, new SumLayer(2), second, excess);
            (players, kernel, stride, padding) = (winners, 1, 1, default);
        }

        return at;
    }

    // Puts a channel of zeros behind those of the pairs, for the odd one out.
    private static ConvolutionLayer Spread(int channels, int pairs, int winners)
    {
        float[] weight = new float[channels * winners * pairs];
        for (int c = 0; c < channels; c++)
        {
            for (int p = 0; p < pairs; p++) weight[(((c * winners) + p) * pairs) + p] = 1;
        }

        return new ConvolutionLayer(channels * winners, 1, weight, default) { Groups = channels };
    }
}
