namespace Myelin.Simulation.Plastic;

/// <summary>Third factors set from outside in the last steps: one number for all targets of a slice, or one for each.</summary>
/// <param name="steps">Number of steps remembered; 0 where the rule has no third factor.</param>
/// <param name="targets">Number of targets.</param>
internal sealed class FactorRing(int steps, int targets)
{
    private readonly double[]?[] values = new double[steps][];
    private readonly long[] times = new long[steps];

    /// <summary>Number of steps remembered.</summary>
    public int Steps => steps;

    /// <summary>Number of targets.</summary>
    public int Targets => targets;

    /// <summary>Sets the factor at the end of a step; -1 for the start of the first.</summary>
    public void Set(long step, double[] factor)
    {
        int slot = (int)((step + 1) % steps);
        values[slot] = factor;
        times[slot] = step;
    }

    /// <summary>The factor at the end of a step; null where none was set.</summary>
    public double[]? At(long step)
    {
        if (steps == 0) return null;
        int slot = (int)((step + 1) % steps);
        return times[slot] == step ? values[slot] : null;
    }
}
