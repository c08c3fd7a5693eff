using Myelin.Learning.Layers;
using Myelin.Learning.Losses.Regularisers;
using Myelin.Learning.Training;

namespace Myelin.Learning.Losses;

/// <summary>A loss with terms on the activity of the model's layers.</summary>
/// <param name="loss">The loss.</param>
/// <param name="model">The model whose layers are meant.</param>
/// <param name="terms">Each term with the factor it is added with.</param>
public sealed class Regularised(Loss loss, Module model, params IReadOnlyList<(double Weight, Regulariser Term)> terms) : Loss
{
    /// <inheritdoc/>
    public override bool IsBlindToLaterSpikes => loss.IsBlindToLaterSpikes;

    /// <inheritdoc/>
    public override Tensor Of(Tensor output, Targets targets)
    {
        Tensor sum = loss.Of(output, targets);
        for (int i = 0; i < terms.Count; i++)
        {
            if (terms[i].Term.Of(model) is { Exists: true } term) sum += term * (float)terms[i].Weight;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void Scores(Tensor output, Span<float> scores) => loss.Scores(output, scores);
}
