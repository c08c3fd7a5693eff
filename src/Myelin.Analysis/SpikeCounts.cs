using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>Spike counts in bins of equal width. Only whole bins count: what is left at the end of the recording is not part of any.</summary>
public static class SpikeCounts
{
    /// <summary>How far below a bin's edge a time may lie and still belong to the bin above [bins]: the rounding of times on a grid.</summary>
    private const double EdgeTolerance = 1e-9;

    /// <summary>
    /// The number of spikes of a train in each bin [start + k bin, start + (k + 1) bin); where the bins fill the recording, its very end belongs
    /// to the last.
    /// </summary>
    /// <param name="train">The spike train.</param>
    /// <param name="bin">Width of a bin.</param>
    /// <returns>[bins].</returns>
    /// <exception cref="ArgumentException">The bin is not longer than 0, or longer than the recording.</exception>
    public static int[] PerBin(SpikeTrain train, Time bin)
    {
        var counts = new int[BinCount(train, bin)];
        foreach (double t in train.TimesInMilliseconds)
        {
            int k = BinOf(t, train, bin, counts.Length);
            if (k >= 0) counts[k]++;
        }

        return counts;
    }

    /// <summary>The number of spikes of a whole population in each bin of whole steps: a spike at step k belongs to the bin of its step.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="bin">Width of a bin, a multiple of the raster's step.</param>
    /// <returns>[bins].</returns>
    /// <exception cref="ArgumentException">The bin is not a whole number of steps, or longer than the recording.</exception>
    public static int[] PerBin(Raster raster, Time bin)
    {
        int width = StepsPerBin(raster, bin);
        var counts = new int[raster.StepCount / width];
        foreach (int step in raster.Steps)
        {
            int k = (step - raster.FirstStep) / width;
            if (k == counts.Length) break;
            counts[k]++;
        }

        return counts;
    }

    /// <summary>The number of whole bins in a recording.</summary>
    internal static int BinCount(SpikeTrain train, Time bin)
    {
        double count = Math.Floor((train.Duration / bin) + EdgeTolerance);
        if (!(bin > Time.Zero && count >= 1 && count <= Array.MaxLength))
            throw new ArgumentException($"A bin of {bin} must be longer than 0 ms and fit at least once into the recording of {train.Duration}.");
        return (int)count;
    }

    /// <summary>The bin of a spike; -1 for a spike after the last whole bin.</summary>
    internal static int BinOf(double milliseconds, SpikeTrain train, Time bin, int bins)
    {
        double position = (milliseconds - train.Start.Value) / bin.Value;
        if (position + EdgeTolerance < bins) return (int)(position + EdgeTolerance);
        bool closesRecording = milliseconds == train.Stop.Value && position - EdgeTolerance < bins;
        return closesRecording ? bins - 1 : -1;
    }

    /// <summary>The number of steps in a bin.</summary>
    internal static int StepsPerBin(Raster raster, Time bin)
    {
        double width = Math.Round(bin / raster.Dt);
        if (!(width >= 1 && width <= raster.StepCount && Math.Abs((bin / raster.Dt) - width) < 1e-6))
        {
            throw new ArgumentException(
                $"A bin of {bin} must be a whole number of steps of {raster.Dt} and fit at least once into the recording of {raster.Duration}.");
        }

        return (int)width;
    }
}
