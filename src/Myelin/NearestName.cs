namespace Myelin;

/// <summary>Finds the name that was probably meant by a misspelt one.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits from a name, or null where none is near.</summary>
    /// <remarks>Near are 2 edits, or a third of the name's length where that is more, but never as many as the name has letters.</remarks>
    /// <param name="name">The name as written; its case does not count.</param>
    /// <param name="candidates">The names that exist; of equally near ones the first is returned.</param>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        int fewest = Math.Max(2, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int edits = Edits(name, candidate);
            if (edits >= fewest || edits >= Math.Max(name.Length, candidate.Length)) continue;
            fewest = edits;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>
    /// The number of insertions, deletions, substitutions and swaps of neighbours that turn one name into another, regardless of case.
    /// Source: Damerau (1964), Communications of the ACM 7, 171-176; the restricted form, which edits no substring twice.
    /// </summary>
    public static int Edits(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        int[] beforeLast = new int[to.Length + 1], last = new int[to.Length + 1], current = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++) last[j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substitution = last[j - 1] + (AreEqual(from[i - 1], to[j - 1]) ? 0 : 1);
                int best = Math.Min(substitution, Math.Min(last[j], current[j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && AreEqual(from[i - 1], to[j - 2]) && AreEqual(from[i - 2], to[j - 1]);
                current[j] = isSwap ? Math.Min(best, beforeLast[j - 2] + 1) : best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[to.Length];
    }

    private static bool AreEqual(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
