using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Mean squared distance of the times of first spikes from one time for the right class and another for the rest, in steps (snnTorch's
/// mse_temporal_loss). Source: Bohte, Kok and La Poutre (2002), Neurocomputing 48, eq. 4.
/// </summary>
public sealed class SpikeTimeMeanSquare : Loss
{
    /// <summary>When the right class should spike, in steps.</summary>
    public double Right { get; init; }

    /// <summary>When the others should spike, in steps.</summary>
    public double Wrong { get; init; } = 10;

    /// <inheritdoc/>
    public override bool IsBlindToLaterSpikes => true;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowMeanSquare.Of(FirstSpikeTime.Of(output), targets.Labels, (float)Right, (float)Wrong, 1);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        FirstSpikeTime.Of(output.Detach()).Values.CopyTo(scores);
        TensorPrimitives.Negate(scores, scores);
    }
}
