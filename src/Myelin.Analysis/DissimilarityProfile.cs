using Myelin.Quantities;

namespace Myelin.Analysis;

/// <summary>
/// The dissimilarity of two trains as a function of time: straight pieces that need not meet. Pieces of no duration do not occur.
/// </summary>
public sealed class DissimilarityProfile
{
    private readonly double[] edges;
    private readonly double[] begins;
    private readonly double[] ends;

    internal DissimilarityProfile(double[] edges, double[] begins, double[] ends)
    {
        this.edges = edges;
        this.begins = begins;
        this.ends = ends;
    }

    /// <summary>Number of pieces.</summary>
    public int Count => begins.Length;

    /// <summary>The edges of the pieces [ms], ascending: one more than pieces.</summary>
    public ReadOnlySpan<double> EdgesInMilliseconds => edges;

    /// <summary>The value at the begin of each piece.</summary>
    public ReadOnlySpan<double> BeginValues => begins;

    /// <summary>The value at the end of each piece.</summary>
    public ReadOnlySpan<double> EndValues => ends;

    /// <summary>The mean over the recording, integrated exactly.</summary>
    public double Mean()
    {
        double integral = 0;
        for (int i = 0; i < Count; i++) integral += 0.5 * (begins[i] + ends[i]) * (edges[i + 1] - edges[i]);
        return integral / (edges[^1] - edges[0]);
    }

    /// <summary>The mean over a part of the recording, integrated exactly.</summary>
    /// <exception cref="ArgumentException">The interval is empty or not inside the recording.</exception>
    public double Mean(Time start, Time stop)
    {
        double from = start.Value, to = stop.Value;
        if (!(from >= edges[0] && from < to && to <= edges[^1]))
        {
            throw new ArgumentException(
                $"A mean must be over more than 0 ms within {edges[0] * Syntax.ms} to {edges[^1] * Syntax.ms}, got {start} to {stop}.");
        }

        double integral = 0;
        for (int i = 0; i < Count && edges[i] < to; i++)
        {
            double left = Math.Max(edges[i], from), right = Math.Min(edges[i + 1], to);
            if (right <= left) continue;
            double slope = (ends[i] - begins[i]) / (edges[i + 1] - edges[i]);
            double middle = begins[i] + (slope * ((0.5 * (left + right)) - edges[i]));
            integral += middle * (right - left);
        }

        return integral / (to - from);
    }
}
