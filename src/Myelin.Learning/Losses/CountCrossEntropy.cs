using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy of spike counts, or of firing rates, which are counts over T: snnTorch's ce_count_loss; SpikingJelly's usual loss with rates.
/// Source: Eshraghian et al. (2023), Proc. IEEE 111, section IV.
/// </summary>
public sealed class CountCrossEntropy : Loss
{
    /// <summary>Whether counts are divided by the number of steps.</summary>
    public bool Rates { get; init; }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(TimeSum.Of(output, Rates ? 1f / output.Shape[0] : 1, targets.Lengths), targets.Labels);
    }
}
