using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// Mean squared distance of the output at every step from a target that stays: one number for the right class and another for the rest, or the
/// samples' own numbers where they have some (regression). Of membrane potentials it is snnTorch's mse_membrane_loss.
/// </summary>
public sealed class StepMeanSquare : Loss
{
    /// <summary>What the right class should have.</summary>
    public double Right { get; init; } = 1;

    /// <summary>What the others should have.</summary>
    public double Wrong { get; init; }

    /// <inheritdoc/>
    public override bool IsPerStep => true;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Tensors.Shape shape = output.Shape;
        Tensor wanted = Tensor.Empty(shape.Slice(1, shape.Rank));
        if (targets.Values.Length > 0)
        {
            if (targets.Values.Length != wanted.Shape.Count) throw new ArgumentException($"The output {shape} has {wanted.Shape.Count} numbers at a step, the targets have {targets.Values.Length}.");
            targets.Values.CopyTo(wanted.Values);
        }
        else
        {
            Check(output, targets);
            wanted.Values.Fill((float)Wrong);
            for (int b = 0; b < targets.Labels.Length; b++) wanted.Values[(b * shape[2]) + targets.Labels[b]] = (float)Right;
        }

        return output.Expanded().MseLoss(wanted.RepeatOverTime(shape[0]).Expanded());
    }
}
