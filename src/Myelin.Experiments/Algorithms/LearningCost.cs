using System.Diagnostics;
using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Algorithms;

/// <summary>What learning a batch costs.</summary>
/// <param name="Milliseconds">Time of a batch [ms], the least of some.</param>
/// <param name="ForwardMilliseconds">Time of the forward pass alone, all steps at once [ms], the least of some.</param>
/// <param name="Bytes">The most memory that tensors take at a time; parameters, their gradients and optimisers not counted.</param>
internal readonly record struct LearningCost(double Milliseconds, double ForwardMilliseconds, long Bytes)
{
    /// <summary>Measures algorithms in turn, so that they share what else the machine does; the least time is that least disturbed.</summary>
    /// <param name="algorithms">The algorithms.</param>
    /// <param name="network">Makes the network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="input">How samples become sequences.</param>
    /// <param name="samples">Where the batch comes from.</param>
    /// <param name="batchSize">Number of samples of it.</param>
    /// <param name="rounds">How often each is measured, after one round that is not.</param>
    public static LearningCost[] Measure(IReadOnlyList<ILearningAlgorithm> algorithms, Func<Module> network, Loss loss, SequenceInput input, IDataset samples, int batchSize, int rounds)
    {
        using var loader = new DataLoader(samples, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false });

        // A batch is good until the next one, so it is measured where it comes.
        foreach (Batch batch in loader.Epoch(0)) return Measure(algorithms, network(), loss, input, batch, rounds);
        return [];
    }

    private static LearningCost[] Measure(IReadOnlyList<ILearningAlgorithm> algorithms, Module model, Loss loss, SequenceInput input, Batch batch, int rounds)
    {
        Targets targets = Targets.Of(batch.Labels);
        var least = new LearningCost[algorithms.Count];
        Array.Fill(least, new LearningCost(double.PositiveInfinity, double.PositiveInfinity, 0));
        for (int round = 0; round <= rounds; round++)
        {
            double forward = Forward(model, loss, input, batch);
            for (int a = 0; a < least.Length; a++)
            {
                LearningCost cost = Once(algorithms[a], model, loss, input, batch, targets, round);
                least[a] = round == 0 ? least[a] with { Bytes = cost.Bytes } : new LearningCost(Math.Min(least[a].Milliseconds, cost.Milliseconds), Math.Min(least[a].ForwardMilliseconds, forward), Math.Max(least[a].Bytes, cost.Bytes));
            }
        }

        Tape.Current.Clear();
        return least;
    }

    private static LearningCost Once(ILearningAlgorithm algorithm, Module model, Loss loss, SequenceInput input, Batch batch, Targets targets, int sequence)
    {
        foreach ((_, Parameter parameter) in model.Parameters) parameter.ZeroGradient();
        Tape tape = Tape.Current;
        tape.Clear();
        tape.ResetPeak();
        long start = Stopwatch.GetTimestamp();
        algorithm.Learn(new LearningStep(model, loss, input.Of(batch, 0), targets, 1, sequence));
        return new LearningCost(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0, tape.PeakBytes);
    }

    private static double Forward(Module model, Loss loss, SequenceInput input, Batch batch)
    {
        Tape tape = Tape.Current;
        tape.Clear();
        long start = Stopwatch.GetTimestamp();
        using Tape.Pause pause = tape.PauseRecording();
        model.CarryState(false);
        model.ResetState();
        loss.Predict(model.Forward(input.Of(batch, 0)), new int[batch.Count]);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
