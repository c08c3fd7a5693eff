using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

/// <summary>Small batches and networks, and what an algorithm makes of them.</summary>
internal static class Batches
{
    public const int Samples = 5;
    public const int Classes = 3;

    /// <summary>Random spikes, [T, B, N].</summary>
    public static Tensor Spikes(int steps, int neurons, ulong seed = 7, double rate = 0.4)
    {
        Tensor input = Tensor.Empty([steps, Samples, neurons]);
        var random = new RandomStream(seed, StreamPurpose.Data);
        foreach (ref float value in input.Values) value = random.NextDouble() < rate ? 1 : 0;
        return input;
    }

    /// <summary>The same random numbers at every step, [T, B, N].</summary>
    public static Tensor Constant(int steps, int neurons, ulong seed = 7)
    {
        Tensor input = Tensor.Empty([Samples, neurons]);
        var random = new RandomStream(seed, StreamPurpose.Data);
        foreach (ref float value in input.Values) value = (float)random.NextDouble();
        return input.RepeatOverTime(steps);
    }

    public static Targets Targets() => Learning.Training.Targets.Of([0, 1, 2, 1, 0]);

    /// <summary>N inputs, a hidden layer of spiking neurons, a read-out of membrane potentials.</summary>
    public static Sequential Network(int inputs = 6, int hidden = 8, double beta = 0.8, double readout = 0.9, ulong seed = 3) => new(
        new Linear(inputs, hidden, seed: seed),
        Neurons(beta),
        new Linear(hidden, Classes, seed: seed + 1),
        new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = readout, Reset = ResetMode.None }) { Reads = "U" });

    public static Spiking<FastSigmoid<Numbers.Five>> Neurons(double beta = 0.8) => new(new Leaky { Beta = beta, Threshold = 0.4 });

    /// <summary>The gradients of all parameters after a batch, by name.</summary>
    public static Dictionary<string, float[]> Gradients(ILearningAlgorithm algorithm, Module model, Func<Tensor> input, Loss? loss = null, long sequence = 0) =>
        Learnt(algorithm, model, input, loss, sequence).Gradients;

    /// <summary>What came of a batch.</summary>
    public static (StepResult Result, Dictionary<string, float[]> Gradients, long Peak) Learnt(
        ILearningAlgorithm algorithm, Module model, Func<Tensor> input, Loss? loss = null, long sequence = 0, Targets? targets = null)
    {
        loss ??= new StepCrossEntropy();
        algorithm.Refusal(model, loss).ShouldBeNull();
        foreach ((_, Parameter parameter) in model.Parameters) parameter.ZeroGradient();
        Tape.Current.Clear();
        Tape.Current.ResetPeak();
        StepResult result = algorithm.Learn(new LearningStep(model, loss, input(), targets ?? Targets(), 1, sequence));
        long peak = Tape.Current.PeakBytes;
        Tape.Current.Clear();
        return (result, model.Parameters.ToDictionary(p => p.Name, p => p.Parameter.Gradient.ToArray()), peak);
    }

    /// <summary>The same gradients up to rounding.</summary>
    public static void ShouldAgree(this Dictionary<string, float[]> gradients, Dictionary<string, float[]> expected, double tolerance = 2e-6, params string[] names)
    {
        foreach (string name in names.Length == 0 ? [.. expected.Keys] : names)
        {
            float largest = expected[name].Max(MathF.Abs);
            largest.ShouldBeGreaterThan(0, name);
            gradients[name].Length.ShouldBe(expected[name].Length, name);
            for (int i = 0; i < expected[name].Length; i++) gradients[name][i].ShouldBe(expected[name][i], tolerance * Math.Max(1, largest), $"{name}[{i}]");
        }
    }

    /// <summary>The cosine of the angle between two sets of gradients.</summary>
    public static double Cosine(Dictionary<string, float[]> a, Dictionary<string, float[]> b, params string[] names)
    {
        double product = 0, first = 0, second = 0;
        foreach (string name in names.Length == 0 ? [.. a.Keys] : names)
        {
            for (int i = 0; i < a[name].Length; i++)
            {
                product += (double)a[name][i] * b[name][i];
                first += (double)a[name][i] * a[name][i];
                second += (double)b[name][i] * b[name][i];
            }
        }

        return product / Math.Sqrt(first * second);
    }
}
