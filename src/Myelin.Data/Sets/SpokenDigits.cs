using System.Globalization;
using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>
/// The Free Spoken Digit Dataset: 3,000 recordings of the ten digits by six speakers, 8 kHz. A sample is [T, 1] with values -1 to 1, as long as its
/// recording. The test part is each speaker's recordings 0 to 4 of each digit, as its authors say. Source: Jackson and others (2018), "Free Spoken Digit
/// Dataset".
/// </summary>
public sealed class SpokenDigits : IDataset
{
    /// <summary>Sampling rate [Hz].</summary>
    public const int Rate = 8000;

    private const int FirstOfTraining = 5;
    private readonly Recording[] recordings;

    private SpokenDigits(string name, Recording[] recordings)
    {
        (Name, this.recordings) = (name, recordings);
        SampleShape = [recordings.Max(recording => recording.Samples.Length), 1];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => recordings.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => 10;

    /// <summary>Reads one part.</summary>
    /// <param name="folder">The data folder; the file is <c>fsdd/fsdd.zip</c>.</param>
    /// <param name="split">Which part.</param>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static SpokenDigits Load(DataFolder folder, Split split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.Require("fsdd", "fsdd/fsdd.zip");
        using FileStream stream = File.OpenRead(path);
        var found = new List<Recording>();
        ZipEntries.Read(stream, path, (entry, place, contents) =>
        {
            if (Recording.Read(entry, place, contents) is { } recording && (recording.Number < FirstOfTraining) == (split == Split.Test)) found.Add(recording);
        });
        if (found.Count == 0) throw new InvalidDataException($"{path}, byte 0: the file holds no recordings of this part, named as in '0_george_7.wav'.");
        return new SpokenDigits($"spoken digits ({(split == Split.Train ? "training" : "test")})", [.. found.OrderBy(r => r.Digit).ThenBy(r => r.Speaker, StringComparer.Ordinal).ThenBy(r => r.Number)]);
    }

    /// <summary>Who speaks.</summary>
    /// <param name="index">Which sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public string Speaker(int index) => At(index).Speaker;

    /// <inheritdoc/>
    public int Length(int index) => At(index).Samples.Length;

    /// <inheritdoc/>
    public int Label(int index) => At(index).Digit;

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        ReadOnlyMemory<float> samples = At(index).Samples;
        SampleChecks.Read(this, index, sample, samples.Length);
        samples.Span.CopyTo(sample);
    }

    private Recording At(int index)
    {
        SampleChecks.Index(this, index);
        return recordings[index];
    }

    private sealed record Recording(int Digit, string Speaker, int Number, ReadOnlyMemory<float> Samples)
    {
        // Archives have other files, which are passed over; what is named as a recording must be one.
        public static Recording? Read(string entry, string place, Stream contents)
        {
            string name = entry[(entry.LastIndexOf('/') + 1)..];
            string[] parts = name.EndsWith(".wav", StringComparison.Ordinal) ? name[..^4].Split('_') : [];
            if (parts is not [[>= '0' and <= '9'] digit, var speaker, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                contents.CopyTo(Stream.Null);
                return null;
            }

            WavFile sound = WavFile.Read(contents, place);
            contents.CopyTo(Stream.Null);
            if (sound.Channels != 1 || sound.SamplesPerSecond != Rate || sound.Length == 0)
                throw new InvalidDataException($"{place}, byte 20: a recording has one channel at {Rate} Hz, this one {sound.Channels} at {sound.SamplesPerSecond} Hz with {sound.Length} values.");
            return new Recording(digit[0] - '0', speaker, index, sound.Samples);
        }
    }
}
