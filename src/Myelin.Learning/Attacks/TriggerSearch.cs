using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Attacks;

/// <summary>
/// Searches what wakes a hardware Trojan that listens to one neuron: a pattern, the same for all samples and no larger than a bound, that makes the neuron fire as it never does otherwise. The neurons that fire least
/// for clean samples are tried, and each pattern climbs the surrogate gradient of the neuron's spikes; the neuron with the widest gap is taken.
/// </summary>
/// <remarks>
/// The attack is that of Venceslai, Marchisio, Alouani, Martina and Shafique (2020), "NeuroAttack", IJCNN, arXiv:2005.08041: noise on the input triggers a Trojan that flips bits. The paper's search is not rebuilt step
/// by step; this one is inferred from its description.
/// </remarks>
public sealed record TriggerSearch
{
    /// <summary>The most that a number of a sample may change by.</summary>
    public double Epsilon { get; init; } = 0.3;

    /// <summary>Number of steps for each neuron.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>How many neurons are tried.</summary>
    public int Candidates { get; init; } = 5;

    /// <summary>The smallest number that a sample can have.</summary>
    public float Low { get; init; }

    /// <summary>The largest number that a sample can have.</summary>
    public float High { get; init; } = 1;

    /// <summary>Searches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">The layer whose neurons can be listened to.</param>
    /// <param name="samples">Clean samples, [B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public Trigger Find(AttackedModel model, Spiking layer, ReadOnlySpan<float> samples, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (samples.Length == 0) throw new ArgumentException("A search for a trigger needs clean samples.");
        float[] counts = model.Counts(layer, samples, shape);
        int neurons = counts.Length / shape[0];
        double[] most = new double[neurons], mean = new double[neurons];
        for (int i = 0; i < counts.Length; i++)
        {
            most[i % neurons] = Math.Max(most[i % neurons], counts[i]);
            mean[i % neurons] += counts[i] / shape[0];
        }

        int[] candidates = [.. Enumerable.Range(0, neurons).OrderBy(n => most[n]).ThenBy(n => mean[n]).Take(Candidates)];
        Trigger? best = null;
        foreach (int neuron in candidates)
        {
            Trigger found = Climb(model, layer, neuron, most[neuron], samples, shape);
            if (best is null || found.Triggered - found.Clean > best.Triggered - best.Clean) best = found;
        }

        return best!;
    }

    private Trigger Climb(AttackedModel model, Spiking layer, int neuron, double clean, ReadOnlySpan<float> samples, Shape shape)
    {
        int size = shape.Product(1);
        float[] pattern = new float[size], best = pattern, gradient = new float[samples.Length];
        double most = 0, step = 2.5 * Epsilon / Iterations;
        for (int iteration = 0; iteration <= Iterations; iteration++)
        {
            var trigger = new Trigger(neuron, pattern, clean, 0);
            double fires = model.CountGradient(layer, neuron, trigger.On(samples, Low, High), shape, gradient).Average();
            if (fires > most) (most, best) = (fires, [.. pattern]);
            for (int p = 0; p < size; p++)
            {
                double slope = 0;
                for (int b = 0; b < shape[0]; b++) slope += gradient[(b * size) + p];
                pattern[p] = (float)Math.Clamp(pattern[p] + (step * Math.Sign(slope)), -Epsilon, Epsilon);
            }
        }

        return new Trigger(neuron, best, clean, most);
    }
}
