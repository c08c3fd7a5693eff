namespace Myelin.Learning.Losses.Regularisers;

/// <summary>The mean number of spikes per neuron and step: few spikes cost little. Source: Zenke and Vogels (2021), Neural Computation 33, section 4.3 (lower the activity, L1).</summary>
public sealed class Sparsity : Regulariser
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor spikes) => spikes.Mean();
}
