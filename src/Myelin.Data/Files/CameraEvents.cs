using System.Runtime.InteropServices;

namespace Myelin.Data.Files;

/// <summary>
/// A recording of an event camera in the .bin format of N-MNIST and N-Caltech101: five bytes for each event, big-endian, x, y, then a bit of
/// polarity and 23 bits of time [us]. Source: Orchard et al. (2015), Frontiers in Neuroscience 9, data set's own description.
/// </summary>
internal sealed class CameraEvents
{
    private const int EventBytes = 5;

    // More than ten times the events of the longest recordings of the family.
    private const int Most = 4_000_000;

    private readonly byte[] bytes;

    private CameraEvents(byte[] bytes) => this.bytes = bytes;

    /// <summary>Number of events.</summary>
    public int Count => bytes.Length / EventBytes;

    /// <summary>One event.</summary>
    /// <param name="index">Which, in the order of the file.</param>
    public (int X, int Y, int Polarity, int Microseconds) this[int index]
    {
        get
        {
            ReadOnlySpan<byte> e = bytes.AsSpan(index * EventBytes, EventBytes);
            return (e[0], e[1], e[2] >> 7, ((e[2] & 0x7F) << 16) | (e[3] << 8) | e[4]);
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="contents">The file.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <param name="width">Number of columns of the camera.</param>
    /// <param name="height">Number of rows.</param>
    /// <exception cref="InvalidDataException">The file is cut off, too long, or has an event beside the camera's pixels.</exception>
    public static CameraEvents Read(Stream contents, string place, int width, int height)
    {
        var read = new List<byte>();
        byte[] buffer = new byte[1 << 16];
        for (int n = contents.Read(buffer); n > 0; n = contents.Read(buffer))
        {
            if (read.Count + n > Most * EventBytes) throw new InvalidDataException($"{place}, byte {read.Count}: a recording has at most {Most} events of {EventBytes} bytes, this one is longer.");
            read.AddRange(buffer.AsSpan(0, n));
        }

        if (read.Count % EventBytes != 0)
            throw new InvalidDataException($"{place}, byte {read.Count / EventBytes * EventBytes}: the last event has {read.Count % EventBytes} of its {EventBytes} bytes; the file is cut off.");
        Span<byte> all = CollectionsMarshal.AsSpan(read);
        for (int at = 0; at < all.Length; at += EventBytes)
        {
            if (all[at] >= width || all[at + 1] >= height)
                throw new InvalidDataException($"{place}, byte {at}: an event is at ({all[at]}, {all[at + 1]}), beside the {width} x {height} pixels of the camera.");
        }

        return new CameraEvents([.. read]);
    }
}
