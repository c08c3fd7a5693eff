using Myelin.Hardware.NeuroCoreX;

namespace Myelin.Hardware.Tests.NeuroCoreX;

/// <summary>Programs and input spikes from a seed.</summary>
internal static class RandomProgram
{
    public static NeuroCoreXProgram Of(int seed)
    {
        var random = new Random(seed);
        return new NeuroCoreXProgram
        {
            Thresholds = [.. Enumerable.Range(0, NeuroCoreXCore.NeuronCount).Select(_ => random.Next(1, 20 * 1024) / 1024.0)],
            Refractory = [.. Enumerable.Range(0, NeuroCoreXCore.NeuronCount).Select(n => n % 9 == 0 ? random.Next(60, 131_072) : random.Next(0, 5))],
            Leak = random.Next(0, 300) / 1024.0,
            InputScale = random.Next(1, 4),
            InputWeights = Weights(random, NeuroCoreXCore.InputCount, 8),
            LateralWeights = Weights(random, NeuroCoreXCore.NeuronCount, 3),
            InputLearns = Flags(random, NeuroCoreXCore.InputCount),
            LateralLearns = Flags(random, NeuroCoreXCore.NeuronCount),
            InputWindow = random.Next(0, 30),
            LateralWindow = random.Next(0, 30),
            PostWindow = random.Next(0, 30),
            Growth = random.Next(0, 4),
            Shrinkage = random.Next(0, 4),
            Bias = random.Next(0, 2048) / 1024.0,
            BiasedNeuron = random.Next(0, NeuroCoreXCore.NeuronCount),
        };
    }

    public static List<(int Step, int Input)> Spikes(int seed, int steps)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps).Where(_ => random.Next(10) < 7).Select(s => (s, random.Next(NeuroCoreXCore.InputCount)))];
    }

    private static sbyte[,] Weights(Random random, int columns, int largest)
    {
        var weights = new sbyte[NeuroCoreXCore.NeuronCount, columns];
        for (int i = 0; i < weights.GetLength(0); i++)
        {
            for (int j = 0; j < columns; j++) weights[i, j] = (sbyte)(random.Next(3) == 0 ? random.Next(-largest / 2, largest) : 0);
        }

        return weights;
    }

    private static bool[,] Flags(Random random, int columns)
    {
        var flags = new bool[NeuroCoreXCore.NeuronCount, columns];
        for (int i = 0; i < flags.GetLength(0); i++)
        {
            for (int j = 0; j < columns; j++) flags[i, j] = random.Next(2) == 0;
        }

        return flags;
    }
}
