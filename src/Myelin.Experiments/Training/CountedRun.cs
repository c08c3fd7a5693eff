using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Experiments.Training;

/// <summary>Runs a simulation and counts spikes; where their times are asked for, step by step.</summary>
internal static class CountedRun
{
    /// <summary>Runs, and adds to the counts how often neurons fired.</summary>
    /// <param name="simulator">The simulation, which counts the spikes of the populations.</param>
    /// <param name="time">For how long.</param>
    /// <param name="counted">Populations, and what is added to, a number for each neuron.</param>
    /// <param name="spikes">Gets spikes as times in ms and neurons, those of a population behind those of the one before; null where counts are enough.</param>
    /// <param name="from">What times are counted from: how long it has run before.</param>
    public static void For(Simulator simulator, Time time, (Population Population, int[] Counts)[] counted, ICollection<(double Time, double Neuron)>? spikes = null, Time from = default)
    {
        long pieces = spikes is null ? 1 : (long)Math.Round(time / simulator.Dt);
        for (long p = 1; p <= pieces; p++)
        {
            simulator.Run(time / pieces);
            int first = 0;
            foreach ((Population population, int[] counts) in counted)
            {
                int[] fired = new int[counts.Length];
                simulator.TakeCounts(population, fired);
                for (int n = 0; n < fired.Length; n++)
                {
                    counts[n] += fired[n];
                    if (fired[n] > 0) spikes?.Add(((from + (p * simulator.Dt)).InMilliseconds, first + n));
                }

                first += counts.Length;
            }
        }
    }
}
