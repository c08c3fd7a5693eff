namespace Myelin.Learning.Losses.Regularisers;

/// <summary>
/// The mean squared distance of every neuron's rate, over time and batch, from a wanted one. Source: Bellec et al. (2018), NeurIPS (LSNN), rate
/// regularisation.
/// </summary>
/// <param name="rate">The wanted number of spikes per step, 0 to 1.</param>
public sealed class TargetRate(double rate) : Regulariser
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor spikes)
    {
        Tensor difference = spikes.Mean([0, 1]) - (float)rate;
        return (difference * difference).Mean();
    }
}
