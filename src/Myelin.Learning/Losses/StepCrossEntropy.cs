using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Cross-entropy at every step, averaged over steps: of spikes it is snnTorch's ce_rate_loss, of a membrane potential its usual loss on
/// membranes. Source: Eshraghian et al. (2023), Proc. IEEE 111, section IV.
/// </summary>
public sealed class StepCrossEntropy : Loss
{
    /// <inheritdoc/>
    public override bool IsPerStep => true;

    /// <inheritdoc/>
    public override Tensor OfPart(Tensor output, Targets targets, int first, int all)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ReadOnlySpan<int> lengths = targets.Lengths;
        if (lengths.IsEmpty) return base.OfPart(output, targets, first, all);
        int steps = output.Shape[0], total = 0, here = 0;
        Span<int> left = stackalloc int[lengths.Length];
        for (int b = 0; b < left.Length; b++)
        {
            left[b] = Math.Clamp(lengths[b] - first, 0, steps);
            here += left[b];
            total += Math.Min(lengths[b], all);
        }

        Check(output, targets);
        return RowCrossEntropy.Of(output.Expanded(), targets.Labels, left) * ((float)here / Math.Max(1, total));
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        return RowCrossEntropy.Of(output.Expanded(), targets.Labels, targets.Lengths);
    }
}
