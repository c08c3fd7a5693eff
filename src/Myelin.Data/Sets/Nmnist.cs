using System.Globalization;
using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>
/// N-MNIST, the part of it that is passed around for tests: 1,000 recordings to learn from and 100 to test with, of an event camera that is
/// moved in front of MNIST digits for about 300 ms. A sample is [T, 2, 34, 34]: which pixels became darker and which brighter in each of T equal
/// parts of the time. Source: Orchard et al. (2015), Frontiers in Neuroscience 9; the choice is that of Shrestha and Orchard (2018), NeurIPS.
/// </summary>
public sealed class Nmnist : IDataset
{
    /// <summary>Rows and columns of a frame.</summary>
    public const int Side = 34;

    private const string File = "events/nmnist_1100.zip";
    private const int Labels = 10;

    private readonly (CameraEvents Events, int Label)[] samples;
    private readonly int microseconds;

    private Nmnist(string name, (CameraEvents Events, int Label)[] samples, int steps, int microseconds)
    {
        (Name, this.samples, this.microseconds) = (name, samples, microseconds);
        SampleShape = [steps, 2, Side, Side];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => samples.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => Labels;

    /// <summary>Reads one part.</summary>
    /// <param name="folder">The data folder; the file is <c>events/nmnist_1100.zip</c>.</param>
    /// <param name="split">Which part.</param>
    /// <param name="steps">T, 1 or more.</param>
    /// <param name="milliseconds">How much of a recording is shown, above 0; later events are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not as it should be.</exception>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Nmnist Load(DataFolder folder, Split split, int steps = 10, int milliseconds = 300)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, 8388);
        string path = folder.Require("nmnist", File);
        string list = split == Split.Train ? "train1K.txt" : "test100.txt";
        var recordings = new Dictionary<string, CameraEvents>(StringComparer.Ordinal);
        List<(string Number, int Label)>? named = null;
        using (FileStream stream = System.IO.File.OpenRead(path))
        {
            ZipEntries.Read(stream, path, (entry, place, contents) =>
            {
                string name = entry[(entry.LastIndexOf('/') + 1)..];
                if (string.Equals(name, list, StringComparison.Ordinal)) named = Read(contents, place);
                else if (name.EndsWith(".bs2", StringComparison.Ordinal)) recordings[name[..^4]] = CameraEvents.Read(contents, place, Side, Side);
                contents.CopyTo(Stream.Null);
            });
        }

        if (named is not { Count: > 0 }) throw new InvalidDataException($"{path}, byte 0: the file holds no list '{list}' with a recording in it.");
        var found = new (CameraEvents, int)[named.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = recordings.TryGetValue(named[i].Number, out CameraEvents? events)
                ? (events, named[i].Label)
                : throw new InvalidDataException($"{path}, entry '{list}', line {i + 2}: there is no recording '{named[i].Number}.bs2' in the file.");
        }

        return new Nmnist($"N-MNIST ({(split == Split.Train ? "training" : "test")})", found, steps, 1000 * milliseconds);
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return samples[index].Label;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        int steps = SampleShape[0];
        SampleChecks.Read(this, index, sample, steps * 2 * Side * Side);
        sample.Clear();
        CameraEvents events = samples[index].Events;
        for (int i = 0; i < events.Count; i++)
        {
            (int x, int y, int polarity, int time) = events[i];
            if (time < microseconds) sample[(((((int)((long)time * steps / microseconds) * 2) + polarity) * Side) + y) * Side + x] = 1;
        }
    }

    // A headline, then a number and a class on each line.
    private static List<(string Number, int Label)> Read(Stream contents, string place)
    {
        var named = new List<(string, int)>();
        using var reader = new StreamReader(contents, leaveOpen: true);
        int line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0 || text[0] == '#') continue;
            string[] fields = text.Split('\t');
            if (fields.Length != 2 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int label) || label >= Labels)
                throw new InvalidDataException($"{place}, line {line}: '{(text.Length > 40 ? text[..40] : text)}' is not the number of a recording, a tab and a class 0 to {Labels - 1}.");
            named.Add((fields[0], label));
        }

        return named;
    }
}
