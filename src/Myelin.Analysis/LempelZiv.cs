namespace Myelin.Analysis;

/// <summary>
/// Lempel-Ziv complexity (LZ76) of a binary sequence, such as a binned spike train: how many new patterns it has.
/// Source: Lempel and Ziv (1976), IEEE Transactions on Information Theory 22, 75; counted as by Kaspar and Schuster
/// (1987), Physical Review A 36, 842.
/// </summary>
public static class LempelZiv
{
    /// <summary>
    /// The number c of phrases in the exhaustive history: each phrase is the shortest that does not begin anywhere earlier (an earlier one may
    /// run into it); the last, incomplete one counts. Takes time and memory linear in the length.
    /// </summary>
    /// <exception cref="ArgumentException">The sequence is too long.</exception>
    public static int Complexity(ReadOnlySpan<bool> sequence)
    {
        if (sequence.Length > 1 << 28)
            throw new ArgumentException($"A sequence must have at most 268435456 elements for its complexity, got {sequence.Length}.");
        var automaton = new SuffixAutomaton(sequence);
        int phrases = 0, state = SuffixAutomaton.Root;
        for (int i = 0; i < sequence.Length; i++)
        {
            state = automaton.Next(state, sequence[i]);
            // The phrase up to here, which first ends here, is new.
            bool isNew = automaton.FirstEnd(state) == i;
            if (!isNew && i + 1 < sequence.Length) continue;
            phrases++;
            state = SuffixAutomaton.Root;
        }

        return phrases;
    }

    /// <summary>The complexity relative to that of a random sequence: c log2(n) / n, which tends to 1 for fair coin tosses; NaN for n = 0.</summary>
    /// <exception cref="ArgumentException">The sequence is too long.</exception>
    public static double NormalizedComplexity(ReadOnlySpan<bool> sequence) =>
        Complexity(sequence) * Math.Log2(sequence.Length) / sequence.Length;

    /// <summary>
    /// The smallest automaton that reads all substrings of a sequence; a state knows where its substrings end for the first time.
    /// Source: Blumer et al. (1985), Theoretical Computer Science 40, 31.
    /// </summary>
    private sealed class SuffixAutomaton
    {
        public const int Root = 0;
        private readonly int[] next;
        private readonly int[] link;
        private readonly int[] length;
        private readonly int[] firstEnd;
        private int count = 1;

        public SuffixAutomaton(ReadOnlySpan<bool> sequence)
        {
            int states = Math.Max(2, 2 * sequence.Length);
            next = new int[2 * states];
            Array.Fill(next, -1);
            link = new int[states];
            length = new int[states];
            firstEnd = new int[states];
            link[Root] = -1;
            int last = Root;
            for (int i = 0; i < sequence.Length; i++) last = Append(last, sequence[i] ? 1 : 0, i);
        }

        public int Next(int state, bool symbol) => next[(2 * state) + (symbol ? 1 : 0)];

        public int FirstEnd(int state) => firstEnd[state];

        private int Append(int last, int symbol, int position)
        {
            int current = count++;
            length[current] = length[last] + 1;
            firstEnd[current] = position;
            int p = last;
            for (; p >= 0 && next[(2 * p) + symbol] < 0; p = link[p]) next[(2 * p) + symbol] = current;
            if (p < 0) return current;
            int q = next[(2 * p) + symbol];
            if (length[q] != length[p] + 1) q = Split(q, p, symbol);
            link[current] = q;
            return current;
        }

        /// <summary>Takes the shorter substrings of state q into a state of their own.</summary>
        private int Split(int q, int p, int symbol)
        {
            int clone = count++;
            length[clone] = length[p] + 1;
            firstEnd[clone] = firstEnd[q];
            next[2 * clone] = next[2 * q];
            next[(2 * clone) + 1] = next[(2 * q) + 1];
            link[clone] = link[q];
            link[q] = clone;
            for (; p >= 0 && next[(2 * p) + symbol] == q; p = link[p]) next[(2 * p) + symbol] = clone;
            return clone;
        }
    }
}
