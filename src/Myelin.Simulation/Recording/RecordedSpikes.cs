using Myelin.Networks;
using Myelin.Simulation.Layout;
using Myelin.Spikes;

namespace Myelin.Simulation.Recording;

/// <summary>A population whose spikes are recorded.</summary>
internal sealed record RecordedSpikes(Population Population)
{
    /// <summary>The spikes of all slices of a population, by (step, neuron).</summary>
    public static Raster Merge(Engine engine, Population population)
    {
        SliceRuntime[] slices = [.. engine.SlicesOf(population.Index).Where(s => s.Recorded is not null)];
        int total = checked((int)slices.Sum(s => s.Recorded!.Count));
        var steps = new int[total];
        var neurons = new int[total];
        var cursors = new int[slices.Length];

        // Slices ascend by neuron, and each is sorted by (step, neuron): the smallest step of the first slice that has it comes next.
        for (int written = 0; written < total;)
        {
            int step = int.MaxValue;
            for (int i = 0; i < slices.Length; i++)
            {
                if (cursors[i] < slices[i].Recorded!.Count) step = Math.Min(step, slices[i].Recorded!.Steps[cursors[i]]);
            }

            for (int i = 0; i < slices.Length; i++)
            {
                ReadOnlySpan<int> from = slices[i].Recorded!.Steps, ids = slices[i].Recorded!.Neurons;
                while (cursors[i] < from.Length && from[cursors[i]] == step)
                {
                    steps[written] = step;
                    neurons[written++] = ids[cursors[i]++];
                }
            }
        }

        return new Raster(steps, neurons, population.Size, checked((int)(engine.Step - engine.RecordingStart)), engine.Dt);
    }
}
