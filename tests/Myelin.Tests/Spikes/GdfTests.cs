using FsCheck;
using FsCheck.Fluent;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

public class GdfTests
{
    private static Raster Read(string text, int firstNeuron = 0) =>
        Gdf.Read(new StringReader(text), neuronCount: 3, duration: 1 * ms, dt: 0.1 * ms, firstNeuron, "spikes.gdf");

    [Fact]
    public void Writes_the_neuron_and_the_time_of_each_spike()
    {
        var writer = new StringWriter();
        Gdf.Write(new Raster([0, 2, 9], [2, 0, 1], 3, 10, 0.1 * ms), writer, firstNeuron: 1);
        writer.ToString().ShouldBe("3\t0.1\n1\t0.3\n2\t1\n");
    }

    [Fact]
    public void Reads_back_what_it_wrote() =>
        Prop.ForAll(RasterDraws.Spikes, Gen.Choose(0, 50).ToArbitrary(), (spikes, firstNeuron) =>
        {
            Raster raster = RasterDraws.ToRaster(spikes);
            var writer = new StringWriter();
            Gdf.Write(raster, writer, firstNeuron);
            Raster back = Gdf.Read(new StringReader(writer.ToString()), raster.NeuronCount, raster.Duration, raster.Dt, firstNeuron);
            return back.Steps.SequenceEqual(raster.Steps) && back.Neurons.SequenceEqual(raster.Neurons) && back.StepCount == raster.StepCount;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.1, 10_000_000)]
    [InlineData(1.0 / 3, 1_000_003)]
    [InlineData(0.001, 1_999_999_999)]
    public void Reads_back_late_spikes(double dt, int steps)
    {
        var raster = new Raster([steps - 2, steps - 1], [0, 0], 1, steps, dt * ms);
        var writer = new StringWriter();
        Gdf.Write(raster, writer);
        Gdf.Read(new StringReader(writer.ToString()), 1, raster.Duration, raster.Dt).Steps.ToArray().ShouldBe([steps - 2, steps - 1]);
    }

    [Fact]
    public void Reads_what_NEST_writes_in_any_order()
    {
        const string text = "# NEST version: 3.10.0\r\n# RecordingBackendASCII version: 2\r\nsender\ttime_ms\r\n3 \t 0.300\r\n\r\n1\t0.100\r\n2\t0.300";
        RasterDraws.ToArray(Read(text, firstNeuron: 1)).ShouldBe([(0, 0), (2, 1), (2, 2)]);
    }

    [Theory]
    [InlineData("1 0.1\nx 0.2", "spikes.gdf, line 2: 'x' must be a neuron's number from 0 to 2.")]
    [InlineData("3 0.1", "spikes.gdf, line 1: '3' must be a neuron's number from 0 to 2.")]
    [InlineData("-1 0.1", "spikes.gdf, line 1: '-1' must be a neuron's number from 0 to 2.")]
    [InlineData("99999999999999999999 0.1", "spikes.gdf, line 1: '99999999999999999999' must be a neuron's number from 0 to 2.")]
    [InlineData("1", "spikes.gdf, line 1: '' must be a spike time in ms after the neuron's number.")]
    [InlineData("1 0.1 7", "spikes.gdf, line 1: '0.1 7' must be a spike time in ms after the neuron's number.")]
    [InlineData("1 NaN", "spikes.gdf, line 1: the spike time NaN ms must be from 0.1 ms to 1 ms.")]
    [InlineData("1 0", "spikes.gdf, line 1: the spike time 0 ms must be from 0.1 ms to 1 ms.")]
    [InlineData("1 1e300", "spikes.gdf, line 1: the spike time 1E+300 ms must be from 0.1 ms to 1 ms.")]
    [InlineData("1 1.1", "spikes.gdf, line 1: the spike time 1.1 ms must be from 0.1 ms to 1 ms.")]
    [InlineData("1 0.15", "spikes.gdf, line 1: the spike time 0.15 ms must be a whole number of steps of 0.1 ms.")]
    [InlineData("1 0.1\n1 0.1", "spikes.gdf: Spike 1, neuron 1 at step 0, is there twice; a neuron spikes at most once in a step.")]
    public void Refuses_a_line_that_is_not_a_spike_of_the_recording(string text, string message) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldBe(message);

    [Fact]
    public void Refuses_a_line_without_end() =>
        Should.Throw<InvalidDataException>(() => Gdf.Read(new Endless(), 3, 1 * ms, 0.1 * ms)).Message.ShouldContain("at most 1024 characters");

    [Fact]
    public void Refuses_sizes_that_are_not_valid()
    {
        Should.Throw<ArgumentException>(() => Gdf.Read(new StringReader(string.Empty), -3, 1 * ms, 0.1 * ms));
        Should.Throw<ArgumentException>(() => Gdf.Read(new StringReader(string.Empty), 3, -1 * ms, 0.1 * ms));
        Should.Throw<ArgumentException>(() => Gdf.Read(new StringReader(string.Empty), 3, 1 * ms, 0 * ms));
        Should.Throw<ArgumentException>(() => Gdf.Read(new StringReader(string.Empty), 3, double.NaN * ms, 0.1 * ms));
    }

    [Fact]
    public void Saves_to_a_file_and_loads_it()
    {
        string folder = Directory.CreateTempSubdirectory("myelin").FullName;
        try
        {
            string path = Path.Combine(folder, "spikes.gdf");
            File.WriteAllText(path, "old");
            var raster = new Raster([0, 4], [1, 1], 2, 5, 1 * ms);
            Gdf.Save(raster, path);
            Directory.GetFiles(folder).ShouldBe([path]);
            RasterDraws.ToArray(Gdf.Load(path, 2, 5 * ms, 1 * ms)).ShouldBe([(0, 1), (4, 1)]);
            Should.Throw<InvalidDataException>(() => Gdf.Load(path, 1, 5 * ms, 1 * ms)).Message.ShouldStartWith(path + ", line 1");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A text of one line that never ends.</summary>
    private sealed class Endless : TextReader
    {
        public override int Read() => '1';
    }
}
