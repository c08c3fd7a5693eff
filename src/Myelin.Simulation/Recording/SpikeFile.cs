using System.Globalization;
using Myelin.Simulation.Layout;
using Myelin.Spikes;

namespace Myelin.Simulation.Recording;

/// <summary>A text file that spikes are streamed to: population, neuron and time [ms] of a spike per line, by time within an epoch.</summary>
internal sealed class SpikeFile : IDisposable
{
    private readonly StreamWriter writer;

    public SpikeFile(string path)
    {
        Path = path;
        writer = new StreamWriter(path);
        writer.WriteLine("# population neuron time_ms");
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Writes what has been recorded since the last call, and forgets it.</summary>
    public void Append(Engine engine, IReadOnlyList<RecordedSpikes> recorded)
    {
        foreach (RecordedSpikes spikes in recorded)
        {
            Raster raster = RecordedSpikes.Merge(engine, spikes.Population);
            foreach ((int step, int neuron) in raster)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{spikes.Population.Name} {neuron} {((engine.RecordingStart + step + 1.0) * engine.Dt).InMilliseconds:0.######}"));
            foreach (SliceRuntime slice in engine.SlicesOf(spikes.Population.Index)) slice.Recorded!.Clear();
        }

        writer.Flush();
    }

    public void Dispose() => writer.Dispose();
}
