using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// What describes the activity of a population: rates, irregularity, synchrony, correlation. Each takes one pass over the spikes. The measures
/// are those of Potjans and Diesmann (2014), Cerebral Cortex 24, 785, and of Senk et al. (2018), arXiv 1805.10235.
/// </summary>
public static class PopulationStatistics
{
    /// <summary>The mean rate of each neuron, [N].</summary>
    public static Frequency[] Rates(Raster raster)
    {
        int[] counts = raster.SpikeCounts();
        var rates = new Frequency[counts.Length];
        for (int i = 0; i < rates.Length; i++) rates[i] = counts[i] / raster.Duration;
        return rates;
    }

    /// <summary>The mean rate over all neurons, silent ones included; NaN where there is no neuron or no time.</summary>
    public static Frequency MeanRate(Raster raster) => (double)raster.Count / raster.NeuronCount / raster.Duration;

    /// <summary>The rate of the population over time: spikes in each bin, divided by the bin's width and the number of neurons.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="bin">Width of a bin, a multiple of the raster's step; what is left at the end of the recording is not part of any.</param>
    /// <returns>[bins].</returns>
    /// <exception cref="ArgumentException">The bin is not a whole number of steps, or longer than the recording.</exception>
    public static Frequency[] RateOverTime(Raster raster, Time bin)
    {
        int[] counts = SpikeCounts.PerBin(raster, bin);
        var rates = new Frequency[counts.Length];
        for (int i = 0; i < rates.Length; i++) rates[i] = (double)counts[i] / raster.NeuronCount / bin;
        return rates;
    }

    /// <summary>
    /// Irregularity: the coefficient of variation of the interspike intervals (standard deviation of the population over mean) of each neuron
    /// that spiked often enough.
    /// </summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="fewestSpikes">The number of spikes from which a neuron counts, at least 2; 6 spikes are 5 intervals.</param>
    /// <returns>One number per neuron that counts, in the order of the neurons.</returns>
    /// <exception cref="ArgumentException">A neuron cannot count from so few spikes.</exception>
    public static double[] IntervalCvs(Raster raster, int fewestSpikes = 6)
    {
        if (fewestSpikes < 2) throw new ArgumentException($"An interspike interval needs at least 2 spikes, got {fewestSpikes}.");
        var counts = new int[raster.NeuronCount];
        var first = new int[raster.NeuronCount];
        var last = new int[raster.NeuronCount];
        var squares = new long[raster.NeuronCount];
        foreach ((int step, int neuron) in raster)
        {
            if (counts[neuron]++ == 0)
            {
                first[neuron] = step;
            }
            else
            {
                long interval = step - last[neuron];
                squares[neuron] += interval * interval;
            }

            last[neuron] = step;
        }

        var cvs = new List<double>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < fewestSpikes) continue;
            long n = counts[i] - 1, sum = last[i] - first[i];
            // In whole numbers of steps nothing cancels: a clock has 0.
            Int128 variance = ((Int128)n * squares[i]) - ((Int128)sum * sum);
            cvs.Add(Math.Sqrt((double)variance) / sum);
        }

        return [.. cvs];
    }

    /// <summary>
    /// Synchrony: variance over mean of the population's spike counts, in bins of 3 ms as in Potjans and Diesmann (2014). 1 for independent
    /// Poisson neurons; of a correlated population it grows with the number of neurons, so populations are to be compared by equal numbers.
    /// </summary>
    /// <returns>The index; NaN where there is no spike.</returns>
    /// <exception cref="ArgumentException">3 ms are not a whole number of steps, or the recording is shorter.</exception>
    public static double SynchronyIndex(Raster raster) => SynchronyIndex(raster, 3 * Syntax.ms);

    /// <summary>Synchrony in bins of a given width; see <see cref="SynchronyIndex(Raster)"/>.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="bin">Width of a bin, a multiple of the raster's step.</param>
    /// <returns>The index; NaN where there is no spike.</returns>
    /// <exception cref="ArgumentException">The bin is not a whole number of steps, or longer than the recording.</exception>
    public static double SynchronyIndex(Raster raster, Time bin) => FanoFactor.Of(SpikeCounts.PerBin(raster, bin));

    /// <summary>The first neurons that spiked, a subset for <see cref="Correlations(Raster, ReadOnlySpan{int}, Time)"/>.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="count">How many; fewer are given where fewer spiked.</param>
    /// <returns>The neurons, ascending.</returns>
    public static int[] FirstActive(Raster raster, int count)
    {
        int[] active = Active(raster);
        return active[..Math.Clamp(count, 0, active.Length)];
    }

    /// <summary>Neurons drawn at random, without repetition, among those that spiked.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="count">How many; all that spiked are given where they are fewer.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>The neurons, ascending.</returns>
    public static int[] RandomActive(Raster raster, int count, ulong seed)
    {
        int[] active = Active(raster);
        count = Math.Clamp(count, 0, active.Length);
        var stream = new RandomStream(seed, StreamPurpose.Data);
        for (int i = 0; i < count; i++)
        {
            int j = i + stream.NextInt(active.Length - i);
            (active[i], active[j]) = (active[j], active[i]);
        }

        Array.Sort(active, 0, count);
        return active[..count];
    }

    /// <summary>Correlations of the counts in bins of 2 ms of the first 200 neurons that spiked.</summary>
    /// <inheritdoc cref="Correlations(Raster, ReadOnlySpan{int}, Time)"/>
    public static double[] Correlations(Raster raster) => Correlations(raster, FirstActive(raster, 200), 2 * Syntax.ms);

    /// <summary>
    /// Pearson's correlation coefficients of the binned spike counts of all pairs of the given neurons. A neuron whose count never changes, such
    /// as a silent one, has no correlation and is left out.
    /// </summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="neurons">The neurons, none of them twice; takes memory in proportion to the square of their number.</param>
    /// <param name="bin">Width of a bin, a multiple of the raster's step.</param>
    /// <returns>One number per pair: (0, 1), (0, 2), ..., (1, 2), ... of the neurons that are not left out.</returns>
    /// <exception cref="ArgumentException">
    /// A neuron does not exist or is given twice, or the bin is not a whole number of steps or longer than the recording.
    /// </exception>
    public static double[] Correlations(Raster raster, ReadOnlySpan<int> neurons, Time bin)
    {
        var products = new CountProducts(raster, neurons, bin);
        var varying = new List<int>(neurons.Length);
        for (int i = 0; i < neurons.Length; i++)
        {
            if (products.Varies(i)) varying.Add(i);
        }

        var correlations = new List<double>(varying.Count * Math.Max(0, varying.Count - 1) / 2);
        for (int i = 0; i < varying.Count; i++)
        {
            for (int j = i + 1; j < varying.Count; j++) correlations.Add(products.Pearson(varying[i], varying[j]));
        }

        return [.. correlations];
    }

    private static int[] Active(Raster raster)
    {
        int[] counts = raster.SpikeCounts();
        var active = new List<int>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) active.Add(i);
        }

        return [.. active];
    }
}
