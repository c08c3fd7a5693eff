using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>Writes trials in which groups of neurons are shown as cues for a while: neurons of the cue's group spike often, all others rarely.</summary>
internal static class CueRaster
{
    /// <summary>Lets every neuron spike rarely in every step.</summary>
    public static void Background(Span<float> sample, double noise, ref RandomStream random)
    {
        random.FillUniform(sample);
        foreach (ref float value in sample) value = value < noise ? 1 : 0;
    }

    /// <summary>Shows one group for some steps, in place of the background.</summary>
    /// <param name="sample">The trial, [T, groups * group size].</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="group">Which is shown.</param>
    /// <param name="steps">When.</param>
    /// <param name="neurons">Number of neurons, N.</param>
    /// <param name="probability">How likely a neuron of the group is to spike in a step.</param>
    /// <param name="random">Where chance comes from.</param>
    public static void Show(Span<float> sample, int groups, int group, Range steps, int neurons, double probability, ref RandomStream random)
    {
        int size = neurons / groups;
        (int first, int count) = steps.GetOffsetAndLength(sample.Length / neurons);
        for (int t = first; t < first + count; t++)
        {
            for (int n = group * size; n < (group + 1) * size; n++) sample[(t * neurons) + n] = random.NextDouble() < probability ? 1 : 0;
        }
    }
}
