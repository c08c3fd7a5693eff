using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Mean squared distance of spike counts from what the right class and the others should fire: snnTorch's mse_count_loss. With
/// <see cref="Rates"/> it is the distance of firing rates, 1 and 0 by default the one-hot code that SpikingJelly's examples use. Source:
/// Shrestha and Orchard (2018), NeurIPS (SLAYER), eq. 12.
/// </summary>
public sealed class CountMeanSquare : Loss
{
    /// <summary>The fraction of steps in which the right class should spike.</summary>
    public double Right { get; init; } = 1;

    /// <summary>The fraction of steps in which the others should.</summary>
    public double Wrong { get; init; }

    /// <summary>Whether rates are compared; else counts, in whole spikes, and the loss is divided by the number of steps.</summary>
    public bool Rates { get; init; }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        int steps = output.Shape[0];
        return Rates
            ? RowMeanSquare.Of(TimeSum.Of(output, 1f / steps, targets.Lengths), targets.Labels, (float)Right, (float)Wrong, 1)
            : RowMeanSquare.Of(TimeSum.Of(output, 1, targets.Lengths), targets.Labels, (int)(Right * steps), (int)(Wrong * steps), 1f / steps);
    }
}
