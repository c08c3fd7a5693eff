using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy of softmax over minus the times of first spikes: the class that spikes first wins. Source: Mostafa (2018), IEEE Trans. Neural
/// Networks and Learning Systems 29, section III (softmax over negative times); times and their derivative as <see cref="FirstSpikeTime"/> has them.
/// </summary>
public sealed class FirstSpikeCrossEntropy : Loss
{
    /// <summary>Number of steps in which the odds of two classes change by e.</summary>
    public double Scale { get; init; } = 1;

    /// <inheritdoc/>
    public override bool IsBlindToLaterSpikes => true;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(FirstSpikeTime.Of(output) * (float)(-1 / Scale), targets.Labels);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        FirstSpikeTime.Of(output.Detach()).Values.CopyTo(scores);
        TensorPrimitives.Negate(scores, scores);
    }
}
