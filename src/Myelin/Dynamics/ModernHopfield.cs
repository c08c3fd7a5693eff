namespace Myelin.Dynamics;

/// <summary>
/// The modern Hopfield network of continuous states: retrieval is attention over the stored patterns, xi' = X softmax(beta X^T xi), which never raises
/// the energy E = -lse(beta, X^T xi) + xi^T xi / 2 + log(N) / beta + M^2 / 2 with M the largest norm of a pattern.
/// </summary>
/// <remarks>Source: Ramsauer et al. (2020), "Hopfield Networks is All You Need", eqs. 2 and 3.</remarks>
public sealed class ModernHopfield
{
    private readonly double[] patterns;
    private readonly double beta;
    private readonly double largestNormSquared;

    /// <summary>Stores patterns.</summary>
    /// <param name="patterns">The patterns as columns: [D, N], row after row.</param>
    /// <param name="count">Number of patterns N.</param>
    /// <param name="beta">Inverse temperature: how sharply the nearest pattern is chosen.</param>
    /// <exception cref="ArgumentException">There is no pattern, the numbers do not fill columns, or beta is not positive.</exception>
    public ModernHopfield(ReadOnlySpan<double> patterns, int count, double beta)
    {
        if (count < 1 || patterns.Length == 0 || patterns.Length % count != 0)
            throw new ArgumentException($"ModernHopfield: {patterns.Length} numbers are no {count} patterns of equal length.");
        if (!(beta > 0 && double.IsFinite(beta))) throw new ArgumentException(FormattableString.Invariant($"ModernHopfield: beta must be positive and finite, got {beta}."));
        this.patterns = patterns.ToArray();
        this.beta = beta;
        Count = count;
        for (int j = 0; j < count; j++)
        {
            double norm = 0;
            for (int i = 0; i < Dimension; i++) norm += Pattern(i, j) * Pattern(i, j);
            largestNormSquared = Math.Max(largestNormSquared, norm);
        }
    }

    /// <summary>Number of patterns.</summary>
    public int Count { get; }

    /// <summary>Dimension of a pattern.</summary>
    public int Dimension => patterns.Length / Count;

    /// <summary>One retrieval.</summary>
    /// <param name="state">The state; updated: [D].</param>
    /// <exception cref="ArgumentException">The state has another dimension.</exception>
    public void Update(Span<double> state)
    {
        double[] weights = Similarities(state);
        double largest = weights.Max(), sum = 0;
        for (int j = 0; j < Count; j++) sum += weights[j] = Math.Exp(weights[j] - largest);
        for (int i = 0; i < state.Length; i++)
        {
            double value = 0;
            for (int j = 0; j < Count; j++) value += Pattern(i, j) * (weights[j] / sum);
            state[i] = value;
        }
    }

    /// <summary>The energy of a state.</summary>
    /// <param name="state">The state: [D].</param>
    /// <exception cref="ArgumentException">The state has another dimension.</exception>
    public double Energy(ReadOnlySpan<double> state)
    {
        double[] scaled = Similarities(state);
        double largest = scaled.Max(), sum = 0, square = 0;
        foreach (double s in scaled) sum += Math.Exp(s - largest);
        foreach (double x in state) square += x * x;
        return (-(largest + Math.Log(sum)) / beta) + (square / 2) + (Math.Log(Count) / beta) + (largestNormSquared / 2);
    }

    // beta X^T state.
    private double[] Similarities(ReadOnlySpan<double> state)
    {
        if (state.Length != Dimension) throw new ArgumentException($"ModernHopfield: a state has {Dimension} numbers, got {state.Length}.");
        var similarities = new double[Count];
        for (int j = 0; j < Count; j++)
        {
            double sum = 0;
            for (int i = 0; i < state.Length; i++) sum += Pattern(i, j) * state[i];
            similarities[j] = beta * sum;
        }

        return similarities;
    }

    private double Pattern(int dimension, int pattern) => patterns[(dimension * Count) + pattern];
}
