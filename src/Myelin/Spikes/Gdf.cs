using System.Globalization;
using System.Runtime.InteropServices;
using Myelin.Quantities;

namespace Myelin.Spikes;

/// <summary>
/// Spikes as text, one per line: the neuron's number, white space, the spike time [ms]. This is what NEST's recorders write (<c>.gdf</c>, and
/// <c>.dat</c> with a header), and what the field's scripts read. Lines that start with <c>#</c>, empty lines and NEST's header line are skipped.
/// </summary>
public static class Gdf
{
    /// <summary>Times may lie this far off the grid [steps]: the field's files carry three decimals.</summary>
    private const double GridTolerance = 0.01;

    private const int LongestLine = 1024;

    /// <summary>Writes a raster to a file: to a temporary name first, so that no half-written file is left.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="path">The file.</param>
    /// <param name="firstNeuron">The number neuron 0 gets in the file.</param>
    public static void Save(Raster raster, string path, int firstNeuron = 0)
    {
        string temporary = path + ".part";
        using (var writer = new StreamWriter(temporary)) Write(raster, writer, firstNeuron);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes a raster, in its order.</summary>
    /// <param name="raster">The spikes.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="firstNeuron">The number neuron 0 gets in the file.</param>
    public static void Write(Raster raster, TextWriter writer, int firstNeuron = 0)
    {
        Span<char> line = stackalloc char[64];
        foreach ((int step, int neuron) in raster)
        {
            // 15 digits: 0.3 and not 0.30000000000000004, the rounding of 3 * 0.1.
            line.TryWrite(
                CultureInfo.InvariantCulture, $"{(long)neuron + firstNeuron}\t{raster.TimeOf(step).InMilliseconds:G15}\n", out int length);
            writer.Write(line[..length]);
        }
    }

    /// <summary>Reads the spikes of a file, in any order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="neuronCount">Number of neurons, spiking or not.</param>
    /// <param name="duration">Length of the recording, from time zero.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="firstNeuron">The number of neuron 0 in the file; NEST counts from 1.</param>
    /// <exception cref="InvalidDataException">A line is not a spike of this recording; the message says which and why.</exception>
    /// <exception cref="ArgumentException">A size is not valid.</exception>
    public static Raster Load(string path, int neuronCount, Time duration, Time dt, int firstNeuron = 0)
    {
        using var reader = new StreamReader(path);
        return Read(reader, neuronCount, duration, dt, firstNeuron, path);
    }

    /// <summary>Reads spikes, in any order.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="neuronCount">Number of neurons, spiking or not.</param>
    /// <param name="duration">Length of the recording, from time zero.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="firstNeuron">The number of neuron 0 in the text; NEST counts from 1.</param>
    /// <param name="name">What is read, for the message.</param>
    /// <exception cref="InvalidDataException">A line is not a spike of this recording; the message says which and why.</exception>
    /// <exception cref="ArgumentException">A size is not valid.</exception>
    public static Raster Read(TextReader reader, int neuronCount, Time duration, Time dt, int firstNeuron = 0, string name = "The spikes")
    {
        double stepCount = Math.Round(duration / dt);
        if (!(stepCount >= 0 && stepCount <= int.MaxValue))
            throw new ArgumentException($"A recording of {duration} in steps of {dt} must have between 0 and {int.MaxValue} steps.");
        Raster.CheckSizes(neuronCount, (int)stepCount, dt);
        var steps = new List<int>();
        var neurons = new List<int>();
        Span<char> buffer = stackalloc char[LongestLine];
        for (int number = 1; TryReadLine(reader, buffer, number, name, out int length); number++)
        {
            ReadOnlySpan<char> line = buffer[..length].Trim();
            if (line.IsEmpty || line[0] == '#' || (steps.Count == 0 && line.StartsWith("sender"))) continue;
            neurons.Add(ParseNeuron(ref line, neuronCount, firstNeuron, number, name));
            steps.Add(ParseStep(line, (int)stepCount, dt, number, name));
        }

        try
        {
            return Raster.FromUnordered(
                CollectionsMarshal.AsSpan(steps),
                CollectionsMarshal.AsSpan(neurons),
                neuronCount,
                (int)stepCount,
                dt);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    private static int ParseNeuron(ref ReadOnlySpan<char> line, int neuronCount, int firstNeuron, int number, string name)
    {
        int end = line.IndexOfAny(' ', '\t');
        ReadOnlySpan<char> word = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..].TrimStart();
        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long neuron)
            || neuron < firstNeuron
            || neuron - firstNeuron >= neuronCount)
        {
            throw new InvalidDataException(
                $"{name}, line {number}: '{word}' must be a neuron's number from {firstNeuron} to {(long)firstNeuron + neuronCount - 1}.");
        }

        return (int)(neuron - firstNeuron);
    }

    private static int ParseStep(ReadOnlySpan<char> word, int stepCount, Time dt, int number, string name)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double time))
            throw new InvalidDataException($"{name}, line {number}: '{word}' must be a spike time in ms after the neuron's number.");
        double end = Math.Round(time / dt.Value);
        if (!(end >= 1 && end <= stepCount))
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{name}, line {number}: the spike time {time} ms must be from {dt} to {stepCount * dt}."));
        }

        if (Math.Abs((time / dt.Value) - end) > GridTolerance)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{name}, line {number}: the spike time {time} ms must be a whole number of steps of {dt}."));
        }

        return (int)end - 1;
    }

    /// <summary>Reads one line into a buffer, so that a file without line ends cannot ask for memory.</summary>
    private static bool TryReadLine(TextReader reader, Span<char> buffer, int number, string name, out int length)
    {
        length = 0;
        while (true)
        {
            int c = reader.Read();
            if (c < 0) return length > 0;
            if (c == '\n') return true;
            if (length == buffer.Length)
                throw new InvalidDataException($"{name}, line {number}: a line must have at most {buffer.Length} characters.");
            buffer[length++] = (char)c;
        }
    }
}
