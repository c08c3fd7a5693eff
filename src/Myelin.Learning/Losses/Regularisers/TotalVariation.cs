namespace Myelin.Learning.Losses.Regularisers;

/// <summary>
/// The mean absolute change of the output from step to step: smooth activity costs little. Source: Rudin, Osher and Fatemi (1992), Physica D 60
/// (total variation), along time.
/// </summary>
public sealed class TotalVariation : Regulariser
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor spikes)
    {
        int steps = spikes.Shape[0];
        return steps < 2 ? spikes.Mean() * 0 : (spikes.Steps(1, steps - 1) - spikes.Steps(0, steps - 1)).Abs().Mean();
    }
}
