using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy of softmax over minus the times of first spikes, with a term that wants the right class to spike early: -log softmax(-t / Scale) +
/// Early (exp(t / EarlyScale) - 1). The times are those at which the membrane potentials that the last layer hands on first reach a threshold, interpolated between steps;
/// the last layer must not reset, and rest at 0. Source: Wunderlich and Pehle (2021), Scientific Reports 11, 12829, eq. 7 (as written there from memory), after Goltz et al. (2021), Nature
/// Machine Intelligence 3.
/// </summary>
public sealed class CrossingCrossEntropy : Loss
{
    /// <summary>The threshold, in the unit of the potential; above 0.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Number of steps in which the odds of two classes change by e.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The weight of the term on the right class's time.</summary>
    public double Early { get; init; }

    /// <summary>Number of steps in which that term grows by e.</summary>
    public double EarlyScale { get; init; } = 10;

    /// <summary>Whether a neuron that never reaches the threshold has a gradient, through its largest potential. The source has none.</summary>
    public bool PullsSilent { get; init; } = true;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        Tensor times = CrossingTime.Of(output, (float)Threshold, PullsSilent);
        Tensor loss = RowCrossEntropy.Of(times * (float)(-1 / Scale), targets.Labels);
        if (Early == 0) return loss;
        int samples = times.Shape[0], classes = times.Shape[1];
        Tensor right = Tensor.Zeros(times.Shape);
        for (int b = 0; b < samples; b++) right.Values[(b * classes) + targets.Labels[b]] = 1;
        return loss + ((((times * right * (float)(1 / EarlyScale)).Exp() - 1) * right).Sum() * (float)(Early / samples));
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        CrossingTime.Of(output.Detach(), (float)Threshold, false).Values.CopyTo(scores);
        TensorPrimitives.Negate(scores, scores);
    }
}
