using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>Parameters that share a learning rate and a weight decay.</summary>
public sealed class ParameterGroup
{
    private double learningRate;
    private double weightDecay;

    internal ParameterGroup(IReadOnlyList<Parameter> parameters, double learningRate, double weightDecay)
    {
        Parameters = parameters;
        LearningRate = learningRate;
        InitialLearningRate = learningRate;
        WeightDecay = weightDecay;
    }

    /// <summary>What is learnt.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The learning rate that the group began with, which schedules scale.</summary>
    public double InitialLearningRate { get; }

    /// <summary>The learning rate of the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = Optimiser.NotNegative(value, "learning rate");
    }

    /// <summary>The strength of the pull towards 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double WeightDecay
    {
        get => weightDecay;
        set => weightDecay = Optimiser.NotNegative(value, "weight decay");
    }
}
