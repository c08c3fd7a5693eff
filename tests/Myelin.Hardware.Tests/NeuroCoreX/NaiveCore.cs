using Myelin.Hardware.NeuroCoreX;

namespace Myelin.Hardware.Tests.NeuroCoreX;

/// <summary>The core in whole numbers, neuron by neuron and synapse by synapse, from the description of the VHDL alone.</summary>
internal sealed class NaiveCore(NeuroCoreXProgram program)
{
    private const int N = NeuroCoreXCore.NeuronCount;
    private const int Never = -100_000;

    public int[,] InputWeights { get; } = Copy(program.InputWeights);

    public int[,] LateralWeights { get; } = Copy(program.LateralWeights);

    /// <summary>Runs and gives who fired in each step.</summary>
    public bool[][] Run(IReadOnlyList<(int Step, int Input)> spikes, int steps)
    {
        var u = new int[N];
        var hold = new int[N];
        var lastPost = Enumerable.Repeat(Never, N).ToArray();
        var lastInput = Enumerable.Repeat(Never, NeuroCoreXCore.InputCount).ToArray();
        var current = new int[N];
        var all = new bool[steps][];
        int leak = Word(program.Leak);
        for (int t = 0; t < steps; t++)
        {
            var fired = new bool[N];
            var next = new int[N];
            for (int i = 0; i < N; i++)
            {
                int v = Wrap(u[i] + (program.BiasedNeuron == i ? Word(program.Bias) : 0));
                if (v >= Word(program.Thresholds[i]) && hold[i] == 0)
                {
                    fired[i] = true;
                    u[i] = 0;
                    hold[i] = Math.Max(1, program.Refractory[i]);
                    continue;
                }

                u[i] = Wrap(Wrap(v - leak) + current[i]);
                hold[i] = Math.Max(0, hold[i] - 1);
            }

            int input = spikes.Where(s => s.Step == t).Select(s => s.Input).DefaultIfEmpty(-1).First();
            for (int i = 0; i < N; i++)
            {
                if (fired[i])
                {
                    for (int j = 0; j < N; j++)
                    {
                        if (j != i && program.LateralLearns[i, j] && t - lastPost[j] <= program.LateralWindow) LateralWeights[i, j] = Math.Min(127, LateralWeights[i, j] + program.Growth);
                    }

                    for (int j = 0; j < NeuroCoreXCore.InputCount; j++)
                    {
                        if (program.InputLearns[i, j] && t - lastInput[j] <= program.InputWindow) InputWeights[i, j] = Math.Min(127, InputWeights[i, j] + program.Growth);
                    }
                }
            }

            for (int i = 0; i < N; i++)
            {
                bool recently = t - lastPost[i] <= program.PostWindow;
                for (int j = 0; j < N; j++)
                {
                    if (j == i || !fired[j]) continue;
                    if (program.LateralLearns[i, j] && recently) LateralWeights[i, j] = Math.Max(-1, LateralWeights[i, j] - program.Shrinkage);
                    next[i] += LateralWeights[i, j] * 1024;
                }

                if (input < 0) continue;
                if (program.InputLearns[i, input] && recently) InputWeights[i, input] = Math.Max(-1, InputWeights[i, input] - program.Shrinkage);
                next[i] += InputWeights[i, input] * program.InputScale * 1024;
            }

            for (int i = 0; i < N; i++)
            {
                if (fired[i]) lastPost[i] = t;
            }

            if (input >= 0) lastInput[input] = t;
            current = next;
            all[t] = fired;
        }

        return all;
    }

    private static int Word(double value) => (int)Math.Round(value * 1024);

    private static int Wrap(int value) => (value << 14) >> 14;

    private static int[,] Copy(sbyte[,] weights)
    {
        var copy = new int[weights.GetLength(0), weights.GetLength(1)];
        for (int i = 0; i < copy.GetLength(0); i++)
        {
            for (int j = 0; j < copy.GetLength(1); j++) copy[i, j] = weights[i, j];
        }

        return copy;
    }
}
