using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy at every step, averaged over steps: of spikes it is snnTorch's ce_rate_loss, of a membrane potential its usual loss on
/// membranes. Source: Eshraghian et al. (2023), Proc. IEEE 111, section IV.
/// </summary>
public sealed class StepCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(output.Expanded(), targets.Labels, targets.Lengths);
    }
}
