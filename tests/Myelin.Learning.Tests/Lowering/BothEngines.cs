using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>The same random spikes through the trainer and through the simulator.</summary>
internal static class BothEngines
{
    public const int Steps = 40;

    /// <summary>Puts weights and biases on a grid of 1/grid, times a factor, so that sums of them are exact.</summary>
    public static void Dyadic(Sequential model, int grid, float factor)
    {
        foreach ((string name, Parameter parameter) in model.Parameters)
        {
            if (!name.Contains("eight", StringComparison.Ordinal) && !name.Contains("bias", StringComparison.Ordinal)) continue;
            foreach (ref float value in parameter.Values) value = MathF.Round(value * factor * grid) / grid;
        }
    }

    /// <summary>Input spikes, [T, N].</summary>
    public static float[] Spikes(int inputs, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Steps * inputs).Select(_ => random.NextDouble() < 0.3 ? 1f : 0f)];
    }

    /// <summary>Whether each neuron of a model's last layer spikes in each step, [T, N].</summary>
    public static bool[] Trained(Sequential model, Shape sample, float[] spikes)
    {
        model.Evaluate();
        model.ResetState();
        Tensor output = model.Forward(Tensor.From(spikes, [Steps, 1, .. sample]));
        output = model.Children[^1] is Spiking { Spikes: var emitted } ? emitted : output;
        bool[] found = [.. output.Values.ToArray().Select(v => v != 0)];
        Tape.Current.Clear();
        return found;
    }

    /// <summary>As <see cref="Trained"/>, of the last population of a network whose first gets the spikes.</summary>
    public static bool[] Simulated(Network network, Time dt, float[] spikes)
    {
        int inputs = network.Populations[0].Size;
        var times = new List<double>();
        var neurons = new List<int>();
        for (int i = 0; i < spikes.Length; i++)
        {
            if (spikes[i] == 0) continue;
            times.Add(((i / inputs) + 1) * dt.InMilliseconds);
            neurons.Add(i % inputs);
        }

        network.Drive(network.Populations[0], Syntax.SpikeReplay([.. times], [.. neurons]));
        Population last = network.Populations[^1];
        using var simulator = new Simulator(network, dt, r => r.Spikes(last), new SimulationOptions { Precision = Precision.Single, Threads = 1 });
        simulator.Run(Steps * dt);
        bool[] found = new bool[Steps * last.Size];
        foreach ((int step, int neuron) in simulator.Spikes(last)) found[(step * last.Size) + neuron] = true;
        return found;
    }

    /// <summary>The fraction of the last layer's outputs that differ between trainer and simulator.</summary>
    public static double Differing(Sequential model, Shape sample, out double rate)
    {
        float[] spikes = Spikes(sample.Product(0));
        bool[] theirs = Simulated(model.ToNetwork(sample), NetworkLowering.StepOf(model), spikes), ours = Trained(model, sample, spikes);
        rate = (double)ours.Count(s => s) / ours.Length;
        return (double)ours.Zip(theirs).Count(s => s.First != s.Second) / ours.Length;
    }
}
