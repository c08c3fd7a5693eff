using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>
/// The tempotron's cost: the neuron of the right class should reach its threshold, the others should not; what errs costs the distance of its largest
/// potential from the threshold, and learns from the moment of that maximum alone. Sum over classes, mean over samples. The last layer hands on its membrane potential
/// and must not reset. Source: Guetig and Sompolinsky (2006), Nature Neuroscience 9, 420, eqs. 3 and 4.
/// </summary>
public sealed class Tempotron : Loss
{
    /// <summary>The threshold, in the unit of the potential.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>How far beyond the threshold, on either side, a maximum must be to cost nothing; 0 in the source.</summary>
    public double Margin { get; init; }

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Check(output, targets);
        Tensor largest = TimeMaximum.Of(output, targets.Lengths);
        int samples = largest.Shape[0], classes = largest.Shape[1];
        Tensor sign = Tensor.Empty(largest.Shape);
        sign.Values.Fill(1);
        for (int b = 0; b < samples; b++) sign.Values[(b * classes) + targets.Labels[b]] = -1;
        return (((largest - (float)Threshold) * sign) + (float)Margin).Relu().Sum() * (1f / samples);
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores)
    {
        TimeMaximum.Of(output.Detach()).Values.CopyTo(scores);
    }
}
