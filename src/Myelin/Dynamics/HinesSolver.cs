namespace Myelin.Dynamics;

/// <summary>Solves the symmetric linear system of a tree of compartments in one pass to the root and one back.</summary>
/// <source>Hines (1984), International Journal of Bio-Medical Computing 15, 69-76.</source>
public static class HinesSolver
{
    /// <summary>Solves; compartments are numbered so that every parent comes before its children.</summary>
    /// <param name="parents">Parent of each compartment; that of compartment 0 is not read.</param>
    /// <param name="links">Minus the matrix element between each compartment and its parent.</param>
    /// <param name="diagonal">The diagonal; overwritten.</param>
    /// <param name="right">The right-hand side; overwritten with the solution.</param>
    public static void Solve(ReadOnlySpan<int> parents, ReadOnlySpan<double> links, Span<double> diagonal, Span<double> right)
    {
        for (int i = right.Length - 1; i > 0; i--)
        {
            double factor = links[i] / diagonal[i];
            diagonal[parents[i]] -= factor * links[i];
            right[parents[i]] += factor * right[i];
        }

        right[0] /= diagonal[0];
        for (int i = 1; i < right.Length; i++) right[i] = (right[i] + (links[i] * right[parents[i]])) / diagonal[i];
    }
}
