namespace Myelin.Learning.Attacks;

/// <summary>What wakes a Trojan: a pattern that is added to any sample, and the neuron that fires for it.</summary>
/// <param name="Neuron">The neuron of the layer that the Trojan listens to.</param>
/// <param name="Pattern">What is added to a sample, number by number.</param>
/// <param name="Clean">The most that the neuron fires for a sample as it is.</param>
/// <param name="Triggered">The mean number of times that it fires with the pattern.</param>
public sealed record Trigger(int Neuron, IReadOnlyList<float> Pattern, double Clean, double Triggered)
{
    /// <summary>How many spikes of the neuron wake the Trojan: a quarter of the way from samples as they are to those with the pattern, so that it wakes early, and more than any clean sample has.</summary>
    public int Threshold => Math.Max((int)Clean + 1, (int)Math.Floor(Clean + ((Triggered - Clean) / 4)));

    /// <summary>Samples with the pattern.</summary>
    /// <param name="samples">[B, sample].</param>
    /// <param name="low">The smallest number that a sample can have.</param>
    /// <param name="high">The largest number that a sample can have.</param>
    public float[] On(ReadOnlySpan<float> samples, float low = 0, float high = 1)
    {
        float[] with = samples.ToArray();
        for (int i = 0; i < with.Length; i++) with[i] = Math.Clamp(with[i] + Pattern[i % Pattern.Count], low, high);
        return with;
    }
}
