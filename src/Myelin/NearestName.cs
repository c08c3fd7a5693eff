namespace Myelin;

/// <summary>The valid name closest to a misspelt one, for messages that say what would have been right.</summary>
public static class NearestName
{
    /// <summary>Finds the valid name with the fewest single-letter changes (insert, delete, replace, swap neighbours), ignoring case.</summary>
    /// <param name="given">The name that is not valid.</param>
    /// <param name="valid">The names that are.</param>
    /// <returns>The nearest name, or null where none is near: more than a third of the letters would have to change.</returns>
    /// <remarks>Optimal string alignment distance. Source: Damerau (1964), "A technique for computer detection and correction of spelling errors".</remarks>
    public static string? Suggest(string given, IEnumerable<string> valid)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(valid);
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string name in valid)
        {
            int changes = Changes(given.ToUpperInvariant(), name.ToUpperInvariant());
            bool near = changes <= Math.Max(1, Math.Max(given.Length, name.Length) / 3);
            if (near && changes < fewest)
            {
                (nearest, fewest) = (name, changes);
            }
        }

        return nearest;
    }

    private static int Changes(string a, string b)
    {
        int[,] changes = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                changes[i, j] = i == 0 || j == 0 ? i + j : Cheapest(changes, a, b, i, j);
            }
        }

        return changes[a.Length, b.Length];
    }

    private static int Cheapest(int[,] changes, string a, string b, int i, int j)
    {
        int replaced = changes[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        int cheapest = Math.Min(replaced, 1 + Math.Min(changes[i - 1, j], changes[i, j - 1]));
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(cheapest, changes[i - 2, j - 2] + 1) : cheapest;
    }
}
