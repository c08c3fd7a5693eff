using Myelin.Data;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning.Clipping;
using Myelin.Learning.Continual;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Continual;

/// <summary>Tasks that a network learns one after the other, without the samples of those before.</summary>
/// <param name="Tasks">Samples to learn from and to judge by, for each task.</param>
/// <param name="Network">Makes the network; the head of a task is chosen where it has some.</param>
/// <param name="Steps">Number of time steps.</param>
/// <param name="Plan">How long a task is trained and in which portions.</param>
/// <param name="LearningRate">The learning rate at its highest.</param>
/// <param name="Lateral">Number of new lateral neurons of each layer after a task.</param>
internal sealed record TaskSequence(
    IReadOnlyList<(IDataset Training, IDataset Test)> Tasks, Func<Module> Network, int Steps, TrainingPlan Plan, double LearningRate, Func<int, int[]> Lateral)
{
    /// <summary>Learns all tasks.</summary>
    /// <param name="context">The run.</param>
    /// <param name="algorithm">The algorithm; around it, <see cref="OrthogonalProjection"/> keeps what was learnt.</param>
    public Forgetting Run(ExperimentContext context, ILearningAlgorithm algorithm)
    {
        using Phase phase = context.Phase($"Learning {Tasks.Count} tasks by {algorithm.Name}");
        Module network = Network();
        var input = new RepeatedInput(Steps);
        var loss = new StepCrossEntropy();
        double[,] accuracy = new double[Tasks.Count, Tasks.Count];
        var held = new List<double[]>();
        for (int task = 0; task < Tasks.Count; task++)
        {
            Head(network, task);
            long steps = (long)Plan.Epochs * ((Tasks[task].Training.Count + Plan.BatchSize - 1) / Plan.BatchSize);

            // Momentum is a sum of gradients and a clip scales all alike, so steps stay orthogonal to what is kept; the optimiser is new, because old momentum is not.
            var trainer = new Trainer(network, new Sgd(network.Parameters.Select(p => p.Parameter), LearningRate, momentum: 0.9), loss, input)
            {
                Algorithm = algorithm,
                Schedule = new OneCycle(LearningRate, steps, 0.2),
                Clip = new ClipByNorm(1),
                Progress = new TrainingPhase(phase),
            };
            trainer.Fit(Tasks[task].Training, null, Plan with { Seed = Plan.Seed + (ulong)task }, context.Cancellation);
            if (algorithm is OrthogonalProjection projection && task + 1 < Tasks.Count) held.Add(projection.Keep(network, input, Tasks[task].Training, Lateral(task)));
            for (int other = 0; other < Tasks.Count; other++)
            {
                Head(network, other);
                accuracy[task, other] = other <= task ? 100 * trainer.Evaluate(Tasks[other].Test).Accuracy : double.NaN;
            }
        }

        return new Forgetting(algorithm.Name, accuracy, held);
    }

    private static void Head(Module network, int task)
    {
        foreach (TaskHeads heads in network.All.OfType<TaskHeads>()) heads.Task = task;
    }
}
