namespace Myelin.Learning.Sparse;

/// <summary>How much a weight matters: the smallest go first. A new measure derives from it, in one file.</summary>
public abstract class Importance
{
    /// <summary>Scores the weights of a parameter.</summary>
    /// <param name="mask">The parameter.</param>
    /// <param name="scores">Receives a score for each weight, at least 0.</param>
    public abstract void Score(WeightMask mask, Span<float> scores);

    /// <summary>Looks at the last pass of training; nothing by default.</summary>
    public virtual void Observe()
    {
    }
}
