using Myelin.Networks;
using Myelin.Spikes;

namespace Myelin.Simulation.Tests;

/// <summary>Rasters as lists that compare and print well.</summary>
internal static class Rasters
{
    /// <summary>The spikes as (step, neuron).</summary>
    public static (int Step, int Neuron)[] List(this Raster raster)
    {
        var list = new (int, int)[raster.Count];
        for (int i = 0; i < list.Length; i++) list[i] = (raster.Steps[i], raster.Neurons[i]);
        return list;
    }

    /// <summary>The recorded spikes of a population as (step, neuron).</summary>
    public static (int Step, int Neuron)[] SpikeList(this Simulator run, Population population) => run.Spikes(population).List();

    /// <summary>The steps at which one neuron of a population spiked.</summary>
    public static int[] StepsOf(this Simulator run, Population population, int neuron) => run.Spikes(population).StepsOf(neuron).ToArray();

    /// <summary>All state variables of all neurons of a network, bit for bit.</summary>
    public static long[] States(this Simulator run)
    {
        var states = new List<long>();
        foreach (Population population in run.Network.Populations)
        {
            foreach (string variable in population.Model.Info.States.Select(s => s.Name))
            {
                for (int n = 0; n < population.Size; n++) states.Add(BitConverter.DoubleToInt64Bits(run.Peek(population, variable, n)));
            }
        }

        return [.. states];
    }
}
