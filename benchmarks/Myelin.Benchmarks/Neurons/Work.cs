using Myelin.Neurons;

namespace Myelin.Benchmarks.Neurons;

/// <summary>How much a measurement of neurons does, and what its neurons receive.</summary>
internal static class Work
{
    /// <summary>Neuron-steps of one call: 1,250 steps of 1,024 neurons, or 32 of 40,000.</summary>
    public const int NeuronSteps = 1_280_000;

    /// <summary>
    /// What arrives at each port at the beginning of a call: enough that no synaptic current decays to numbers so small that processors treat them
    /// specially, and too little to make neurons fire together.
    /// </summary>
    public static float[][] Arrivals(INeuronModel model, int neurons)
    {
        var random = new Random(1);
        return [.. model.Info.Ports.Select(port => Weights(random, neurons, port.Name == "Inhibitory" ? -0.1f : 0.1f))];
    }

    private static float[] Weights(Random random, int neurons, float largest)
    {
        var weights = new float[neurons];
        for (int i = 0; i < neurons; i++) weights[i] = largest * random.NextSingle();
        return weights;
    }
}
