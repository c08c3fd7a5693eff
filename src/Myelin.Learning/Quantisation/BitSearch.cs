using System.Globalization;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Quantisation;

/// <summary>What a search for few bits found.</summary>
/// <param name="Bits">Bits of the weights of every layer, by the full names of the weights.</param>
/// <param name="Accuracy">The accuracy with them.</param>
/// <param name="Before">That of the model as it was.</param>
/// <param name="MeanBits">Mean bits of a weight.</param>
/// <param name="Tries">How often accuracy was measured.</param>
public sealed record BitAllocation(IReadOnlyDictionary<string, int> Bits, double Accuracy, double Before, double MeanBits, int Tries);

/// <summary>
/// Looks for the fewest bits of each layer's weights of a trained model such that accuracy falls by no more than what is allowed. Greedy: from the most bits down, always the layer loses a bit whose loss costs
/// least accuracy, per weight bit that it saves where it costs any; a layer that cannot lose one keeps what it has.
/// </summary>
public sealed class BitSearch
{
    /// <summary>Bits that every layer begins with.</summary>
    public int Most { get; init; } = 8;

    /// <summary>Bits that no layer goes below.</summary>
    public int Fewest { get; init; } = 1;

    /// <summary>By how much accuracy may fall, as a fraction.</summary>
    public double AllowedLoss { get; init; } = 0.01;

    /// <summary>Of which weights a unit is shared.</summary>
    public UnitOf UnitOf { get; init; } = UnitOf.Channel;

    /// <summary>Searches; the model then has the weights that were found as its form.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="accuracy">Measures its accuracy, a fraction, on samples that are not those to be judged by in the end.</param>
    /// <param name="cancellation">Ends the search between two measurements; the model is then as it was.</param>
    /// <exception cref="ArgumentException">The bits are out of order, the allowed loss is no fraction, or no layer has weights.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public BitAllocation Run(Module model, Func<double> accuracy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(accuracy);
        if (!(AllowedLoss is >= 0 and <= 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The allowed loss of accuracy is a fraction from 0 to 1, got {AllowedLoss}."));
        if (Fewest < 1 || Most > FewBits.Most || Fewest > Most)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Bits from {Fewest} to {Most} cannot be searched; both must be 1 to {FewBits.Most}, the first not above the second."));
        (string Name, Parameter Weight)[] layers = [.. model.Weights];
        if (layers.Length == 0) throw new ArgumentException($"No layer of the {model.GetType().Name} has weights that could lose bits.");
        IWeightForm?[] before = [.. layers.Select(l => l.Weight.Form)];
        int tries = 0;
        try
        {
            double start = Measure();
            int[] bits = [.. layers.Select(_ => Most)];
            for (int i = 0; i < layers.Length; i++) Give(i, bits[i]);
            double now = Measure(), least = start - AllowedLoss;
            bool[] done = new bool[layers.Length];
            while (now >= least && done.Contains(false))
            {
                (int best, double bestScore, double bestAccuracy) = (-1, double.NegativeInfinity, 0);
                for (int i = 0; i < layers.Length; i++)
                {
                    if (done[i] || (done[i] = bits[i] == Fewest)) continue;
                    Give(i, bits[i] - 1);
                    double then = Measure();
                    Give(i, bits[i]);
                    if (then < least)
                    {
                        done[i] = true;
                        continue;
                    }

                    // A gain counts the more the more weights there are; so does a loss the less.
                    double size = layers[i].Weight.Values.Length, gain = then - now, score = gain >= 0 ? (1 + gain) * size : gain / size;
                    if (score > bestScore) (best, bestScore, bestAccuracy) = (i, score, then);
                }

                if (best < 0) break;
                Give(best, --bits[best]);
                now = bestAccuracy;
            }

            double weights = layers.Sum(l => (double)l.Weight.Values.Length);
            return new BitAllocation(
                layers.Index().ToDictionary(l => l.Item.Name, l => bits[l.Index], StringComparer.Ordinal), now, start, layers.Index().Sum(l => bits[l.Index] * (double)l.Item.Weight.Values.Length) / weights, tries);
        }
        catch
        {
            for (int i = 0; i < layers.Length; i++) layers[i].Weight.Form = before[i];
            throw;
        }

        void Give(int layer, int bits) => layers[layer].Weight.Form = new FewBits(bits, UnitOf);

        double Measure()
        {
            cancellation.ThrowIfCancellationRequested();
            tries++;
            return accuracy();
        }
    }
}
