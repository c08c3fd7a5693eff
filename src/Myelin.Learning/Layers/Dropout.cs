namespace Myelin.Learning.Layers;

/// <summary>
/// Sets numbers to 0 with a probability while training and divides the others by theirs (torch.nn.Dropout); the mask is the same at every time
/// step of a sequence, so that a neuron is dropped for all of it. Source: Srivastava et al. (2014), JMLR 15; Lee et al. (2020), Frontiers in
/// Neuroscience 14, section 2.3 (one mask over time).
/// </summary>
/// <param name="probability">Of being dropped; at least 0, less than 1.</param>
/// <param name="seed">What masks are drawn from; one for each layer.</param>
public sealed class Dropout(float probability, ulong seed = 0) : Module
{
    private uint sequence;

    /// <summary>Whether all time steps have the same mask.</summary>
    public bool SameOverTime { get; init; } = true;

    /// <inheritdoc/>
    public override void ResetState(long sequence = 0) => this.sequence = (uint)sequence;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => IsTraining ? input.Dropout(probability, seed, sequence, SameOverTime) : input;
}
