using Myelin.Randomness;

namespace Myelin.Learning.Sparse;

/// <summary>Which weights come back in dynamic sparse training: those with the largest scores. A new rule derives from it, in one file.</summary>
public abstract class Growth
{
    /// <summary>Scores the weights of a parameter; those that are left out compete.</summary>
    /// <param name="mask">The parameter, whose gradient is there, of left-out weights too.</param>
    /// <param name="scores">Receives a score for each weight.</param>
    /// <param name="random">Random numbers.</param>
    public abstract void Score(WeightMask mask, Span<float> scores, ref RandomStream random);
}
