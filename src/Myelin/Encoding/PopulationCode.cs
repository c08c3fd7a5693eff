using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Encoding;

/// <summary>
/// Population code: every value has several neurons with Gaussian receptive fields side by side, and a neuron spikes once, the earlier the better the
/// value fits its field: at step (1 - activation)(T - 1), rounded to nearest; neurons with an activation below the threshold are silent. With m neurons
/// the fields of a range from low to high have the centres low + (2 i - 3) / 2 (high - low) / (m - 2), i = 1 ... m, and the width
/// (high - low) / (beta (m - 2)). Source: Bohte, La Poutre and Kok (2002), "Unsupervised clustering with spiking neurons by sparse temporal coding and
/// multilayer RBF networks", section III.
/// </summary>
public sealed record PopulationCode : IEncoder
{
    /// <summary>A code.</summary>
    /// <param name="fields">Number of neurons of each value, m, at least 3.</param>
    /// <param name="low">Lower end of the range of values.</param>
    /// <param name="high">Upper end of the range of values.</param>
    /// <param name="beta">How narrow the fields are, above 0; 1 to 2 in the source.</param>
    /// <param name="threshold">The activation below which a neuron is silent, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public PopulationCode(int fields, float low = 0, float high = 1, float beta = 1.5f, float threshold = 0.1f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fields, 3);
        if (!(high > low && float.IsFinite(high - low))) throw new ArgumentOutOfRangeException(nameof(high), high, $"The range of values must end above its beginning, {low}, and be finite.");
        if (!(beta > 0)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "The fields' beta must be above 0.");
        if (!(threshold >= 0 && threshold <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold of activations must be between 0 and 1.");
        (Fields, Low, High, Beta, Threshold) = (fields, low, high, beta, threshold);
    }

    /// <summary>Number of neurons of each value, m.</summary>
    public int Fields { get; }

    /// <summary>Lower end of the range of values.</summary>
    public float Low { get; }

    /// <summary>Upper end of the range of values.</summary>
    public float High { get; }

    /// <summary>How narrow the fields are.</summary>
    public float Beta { get; }

    /// <summary>The activation below which a neuron is silent.</summary>
    public float Threshold { get; }

    /// <summary>Standard deviation of a field, in the unit of the values.</summary>
    public double Width => ((double)High - Low) / (Beta * (Fields - 2));

    /// <inheritdoc/>
    public int Neurons(int values) => checked(values * Fields);

    /// <summary>The value that fits a field best.</summary>
    /// <param name="field">The field, 0 to <see cref="Fields"/> - 1.</param>
    public double Centre(int field) => Low + (((2 * field) - 1) / 2.0 * ((double)High - Low) / (Fields - 2));

    /// <summary>Writes how well values fit the fields, 0 to 1.</summary>
    /// <param name="values">The values, [N].</param>
    /// <param name="activations">Receives [N, fields]; NaN has no activation.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Activate(ReadOnlySpan<float> values, Span<float> activations)
    {
        if (activations.Length != Neurons(values.Length)) throw new ArgumentException($"{values.Length} values have {Neurons(values.Length)} activations; the span for them has {activations.Length}.");
        for (int i = 0; i < activations.Length; i++) activations[i] = (float)Activation(values[i / Fields], i % Fields);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int neurons = Neurons(values.Length);
        int steps = Steps.Of(spikes.Length, neurons);
        spikes.Clear();
        for (int i = 0; i < neurons; i++)
        {
            double activation = Activation(values[i / Fields], i % Fields);
            if (activation < Threshold || activation == 0) continue;
            int step = (int)Math.Round((1 - activation) * (steps - 1), MidpointRounding.AwayFromZero);
            spikes[(step * neurons) + i] = 1;
        }
    }

    private double Activation(double value, int field)
    {
        double z = (value - Centre(field)) / Width;
        return double.IsNaN(z) ? 0 : Elementary.Exp(Math.Max(-z * z / 2, -700));
    }
}
