using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Half the squared distance of the times of first spikes from one time for the right class and another for the rest, summed over classes, mean over
/// samples. The times are those at which the membrane potentials that the last layer hands on first reach a threshold, interpolated between steps, so their derivative is
/// that of SpikeProp, minus one over the membrane's rise. The last layer must not reset, and rest at 0. Source: Bohte, Kok and La Poutre (2002),
/// Neurocomputing 48, eqs. 4 and 10.
/// </summary>
public sealed class SpikeProp : Loss
{
    /// <summary>The threshold, in the unit of the potential; above 0.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>When the right class should spike, in steps.</summary>
    public double Right { get; init; } = 10;

    /// <summary>When the others should spike, in steps.</summary>
    public double Wrong { get; init; } = 16;

    /// <summary>Whether a neuron that never reaches the threshold has a gradient, through its largest potential. The source has none.</summary>
    public bool PullsSilent { get; init; } = true;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowMeanSquare.Of(CrossingTime.Of(output, (float)Threshold, PullsSilent), targets.Labels, (float)Right, (float)Wrong, output.Shape[2] / 2f);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        CrossingTime.Of(output.Detach(), (float)Threshold, false).Values.CopyTo(scores);
        TensorPrimitives.Negate(scores, scores);
    }
}
