namespace Myelin.Experiments.FiringPatterns;

/// <summary>What a neuron did.</summary>
/// <param name="Spikes">Times of its spikes [ms].</param>
/// <param name="Voltage">Its membrane potential after every step [mV].</param>
/// <param name="Dt">Length of a step [ms].</param>
internal sealed record Response(double[] Spikes, double[] Voltage, double Dt)
{
    // Between the intervals within the bursts of these neurons (up to 10 ms) and those between their bursts (from 30 ms).
    private const double LongestIntervalInBurst = 15;

    /// <summary>The intervals between the spikes [ms].</summary>
    public double[] Intervals => [.. Spikes.Zip(Spikes.Skip(1), (a, b) => b - a)];

    /// <summary>Numbers of spikes of the groups whose intervals are short.</summary>
    public int[] Bursts
    {
        get
        {
            List<int> bursts = [];
            for (int i = 0; i < Spikes.Length; i++)
            {
                if (i > 0 && Spikes[i] - Spikes[i - 1] <= LongestIntervalInBurst) bursts[^1]++;
                else bursts.Add(1);
            }

            return [.. bursts];
        }
    }

    /// <summary>Number of spikes after one time and not after another [ms].</summary>
    public int Count(double after, double until = double.PositiveInfinity) => Spikes.Count(t => t > after && t <= until);

    /// <summary>The highest potential after a time [mV].</summary>
    public double Highest(double after) => Voltage.Skip((int)Math.Ceiling(after / Dt)).Max();

    /// <summary>Number of local maxima of the potential after a time [ms] that stand at least a height [mV] above the minimum before.</summary>
    public int Maxima(double after, double height)
    {
        int maxima = 0;
        double low = double.PositiveInfinity;
        for (int i = (int)Math.Ceiling(after / Dt); i < Voltage.Length - 1; i++)
        {
            low = Math.Min(low, Voltage[i]);
            if (Voltage[i] < Voltage[i - 1] || Voltage[i] <= Voltage[i + 1] || Voltage[i] - low < height) continue;
            maxima++;
            low = Voltage[i];
        }

        return maxima;
    }
}
