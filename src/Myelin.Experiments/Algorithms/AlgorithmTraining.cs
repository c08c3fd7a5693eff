using Myelin.Data;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Algorithms;

/// <summary>One training of a network by an algorithm, all else the same.</summary>
/// <param name="Network">Makes the network.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Input">How samples become sequences.</param>
/// <param name="Training">The samples to learn from.</param>
/// <param name="Test">The samples to judge by.</param>
/// <param name="Plan">How long and in which portions.</param>
/// <param name="LearningRate">The largest learning rate.</param>
internal sealed record AlgorithmTraining(Func<Module> Network, Loss Loss, SequenceInput Input, IDataset Training, IDataset Test, TrainingPlan Plan, double LearningRate)
{
    /// <summary>Trains.</summary>
    /// <param name="context">The run.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>The part of test samples that are classified as they should be [%].</returns>
    public double Accuracy(ExperimentContext context, ILearningAlgorithm algorithm)
    {
        using Phase phase = context.Phase($"Training by {algorithm.Name}");
        Module network = Network();
        long steps = (long)Plan.Epochs * ((Training.Count + Plan.BatchSize - 1) / Plan.BatchSize);
        var trainer = new Trainer(network, new Adam(network.Parameters.Select(p => p.Parameter), LearningRate), Loss, Input)
        {
            Algorithm = algorithm,
            Schedule = new OneCycle(LearningRate, steps, 0.2),
            Progress = new Experiments.Training.TrainingPhase(phase),
        };
        trainer.Fit(Training, null, Plan, context.Cancellation);
        return 100 * trainer.Evaluate(Test).Accuracy;
    }
}
