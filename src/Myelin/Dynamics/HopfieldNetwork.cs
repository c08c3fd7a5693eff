namespace Myelin.Dynamics;

/// <summary>
/// The classical Hopfield network: N units of +1 or -1, symmetric weights from stored patterns by the outer-product rule, W = X^T X / N without
/// diagonal, and the energy E = -1/2 s^T W s, which updates one unit at a time never raise.
/// </summary>
/// <remarks>Source: Hopfield (1982), PNAS 79, 2554. It stores about 0.138 N patterns.</remarks>
public sealed class HopfieldNetwork
{
    // N times the weights: whole numbers, so that a field is 0 where its parts cancel and not almost.
    private readonly int[] sums;

    /// <summary>Stores patterns.</summary>
    /// <param name="patterns">Patterns of +1 and -1: [P, N], row after row.</param>
    /// <param name="units">Number of units N.</param>
    /// <exception cref="ArgumentException">The number of units is below 1, no whole number of patterns is given, or one holds another number than +1 and -1.</exception>
    public HopfieldNetwork(ReadOnlySpan<int> patterns, int units)
    {
        if (units < 1 || patterns.Length % units != 0)
            throw new ArgumentException($"HopfieldNetwork: {patterns.Length} numbers are no whole number of patterns of {units} units.");
        ThrowIfNoSigns(patterns);
        Units = units;
        sums = new int[units * units];
        for (int p = 0; p < patterns.Length; p += units)
        {
            for (int i = 0; i < units; i++)
            {
                for (int j = 0; j < units; j++) sums[(i * units) + j] += patterns[p + i] * patterns[p + j];
            }
        }

        for (int i = 0; i < units; i++) sums[(i * units) + i] = 0;
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>The weights: [N, N].</summary>
    public double[] Weights => Array.ConvertAll(sums, sum => (double)sum / Units);

    /// <summary>The energy of a state.</summary>
    /// <param name="state">+1 and -1: [N].</param>
    /// <exception cref="ArgumentException">The state has another length or other numbers.</exception>
    public double Energy(ReadOnlySpan<int> state)
    {
        Check(state);
        long sum = 0;
        for (int i = 0; i < Units; i++) sum += state[i] * Field(state, i);
        return -sum / (2.0 * Units);
    }

    /// <summary>Updates units one after the other, each by the states of the others as they are then.</summary>
    /// <param name="state">+1 and -1; updated: [N].</param>
    /// <param name="order">Which units, in which order.</param>
    /// <returns>How many changed.</returns>
    /// <exception cref="ArgumentException">The state has another length or other numbers, or the order names no unit.</exception>
    public int Sweep(Span<int> state, ReadOnlySpan<int> order)
    {
        Check(state);
        foreach (int unit in order)
        {
            if ((uint)unit >= (uint)Units) throw new ArgumentException($"HopfieldNetwork: the order names unit {unit} of {Units}.");
        }

        int changed = 0;
        foreach (int unit in order)
        {
            int next = Sign(Field(state, unit), state[unit]);
            if (next != state[unit]) changed++;
            state[unit] = next;
        }

        return changed;
    }

    /// <summary>Updates all units at once.</summary>
    /// <param name="state">+1 and -1; updated: [N].</param>
    /// <exception cref="ArgumentException">The state has another length or other numbers.</exception>
    public void Update(Span<int> state)
    {
        Check(state);
        int[] before = state.ToArray();
        for (int i = 0; i < Units; i++) state[i] = Sign(Field(before, i), before[i]);
    }

    // A unit without a field stays as it is.
    private static int Sign(long field, int state) => field == 0 ? state : Math.Sign(field);

    // N times the field of a unit.
    private long Field(ReadOnlySpan<int> state, int unit)
    {
        long field = 0;
        ReadOnlySpan<int> row = sums.AsSpan(unit * Units, Units);
        for (int j = 0; j < row.Length; j++) field += row[j] * state[j];
        return field;
    }

    private void Check(ReadOnlySpan<int> state)
    {
        if (state.Length != Units) throw new ArgumentException($"HopfieldNetwork: a state has {Units} units, got {state.Length}.");
        ThrowIfNoSigns(state);
    }

    private static void ThrowIfNoSigns(ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            if (number is not (1 or -1)) throw new ArgumentException($"HopfieldNetwork: a unit is +1 or -1, got {number}.");
        }
    }
}
