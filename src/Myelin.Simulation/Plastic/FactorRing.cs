using System.Numerics;
using Myelin.Networks;
using Myelin.Simulation.Layout;

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

/// <summary>What arrives of a projection's third factor at the neurons of a slice: what was set from outside, or the spikes of a population.</summary>
/// <param name="ring">What was set from outside.</param>
/// <param name="spikes">The spikes of the population that is the third factor; empty where there is none.</param>
/// <param name="projection">The projection.</param>
/// <param name="target">The slice.</param>
internal sealed class FactorArrivals<T>(FactorRing ring, SpikeHistory[] spikes, Projection projection, Slice target)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What was set from outside.</summary>
    public FactorRing Ring => ring;

    /// <summary>Writes the factor of the end of a step, per target; nothing is written where there is none.</summary>
    public bool At(int time, Span<T> values)
    {
        if (time >= -1 && ring.At(time) is { } set)
        {
            for (int i = 0; i < target.Count; i++) values[i] = T.CreateTruncating(set[set.Length == 1 ? 0 : i]);
            return true;
        }

        if (time < 0 || spikes.Length == 0) return false;
        bool perNeuron = projection.Learning!.Factor!.Size == projection.Target.Population.Size;
        int count = 0;
        foreach (SpikeHistory history in spikes) count += history.At(time).Length;
        if (count == 0) return false;
        values[..target.Count].Fill(perNeuron ? T.Zero : T.CreateTruncating(count));
        if (!perNeuron) return true;
        foreach (SpikeHistory history in spikes)
        {
            foreach (int id in history.At(time))
            {
                if (id >= target.First && id < target.End) values[id - target.First] = T.One;
            }
        }

        return true;
    }
}
