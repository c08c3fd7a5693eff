using System.Buffers.Binary;

namespace Myelin.Data.Files;

/// <summary>
/// A WAV file: PCM of 8, 16, 24 or 32 bits, or 32-bit floating point, any number of channels. Source: IBM and Microsoft (1991), "Multimedia
/// programming interface and data specifications 1.0", with Microsoft's extensible format.
/// </summary>
public sealed class WavFile
{
    private const int Pcm = 1;
    private const int FloatingPoint = 3;
    private const int Extensible = 0xFFFE;
    private const int FormatSize = 16;
    private const int ExtensibleSize = 40;

    private WavFile(int samplesPerSecond, int channels, int bits, float[] samples) => (SamplesPerSecond, Channels, Bits, Samples) = (samplesPerSecond, channels, bits, samples);

    /// <summary>Sampling rate [Hz].</summary>
    public int SamplesPerSecond { get; }

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels { get; }

    /// <summary>Number of bits of a value in the file.</summary>
    public int Bits { get; }

    /// <summary>The values, [T, channels]: -1 to 1 for PCM (full scale), as they are for floating point.</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Number of values of each channel, T.</summary>
    public int Length => Samples.Length / Channels;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, no WAV file or of another coding; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WavFile Read(string path)
    {
        using Stream stream = OpenedFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads the contents of a file.</summary>
    /// <param name="stream">The contents, from the first byte on.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The contents are damaged, no WAV file or of another coding; the message says where and why.</exception>
    public static WavFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        FileBytes file = new(stream, name);
        Span<byte> header = stackalloc byte[12];
        file.Read(header, "the header");
        if (!header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8)) throw file.Fault("a WAV file begins with 'RIFF', its size and 'WAVE'; this one does not.", 0);

        Format? format = null;
        while (true)
        {
            long start = file.Offset;
            file.Read(header[..8], "the list of chunks, before the samples");
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("fmt "u8))
            {
                format = Format.Read(file, size);
            }
            else if (header[..4].SequenceEqual("data"u8))
            {
                Format known = format ?? throw file.Fault("the samples come before the chunk 'fmt ' that says how they are coded.", start);
                if (size % known.BlockSize != 0) throw file.Fault($"the samples have {size} bytes, which is no multiple of the {known.BlockSize} of one instant.", start + 4);
                return new WavFile(known.Rate, known.Channels, 8 * known.Width, Decode(file.Read(size, "the samples"), known));
            }
            else
            {
                // Chunks are padded to an even number of bytes. What is skipped is read piece by piece, as a stream may not be able to seek.
                Skip(file, size + (size & 1L));
            }
        }
    }

    private static void Skip(FileBytes file, long count)
    {
        Span<byte> piece = stackalloc byte[1024];
        for (; count > 0; count -= Math.Min(count, piece.Length)) file.Read(piece[..(int)Math.Min(count, piece.Length)], "a chunk before the samples");
    }

    private static float[] Decode(byte[] bytes, Format format)
    {
        float[] samples = new float[bytes.Length / format.Width];
        ReadOnlySpan<byte> from = bytes;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (format.Width, format.IsFloat) switch
            {
                (1, _) => (from[i] - 128) / 128f,
                (2, _) => BinaryPrimitives.ReadInt16LittleEndian(from[(2 * i)..]) / 32768f,
                (3, _) => ((from[3 * i] << 8) | (from[(3 * i) + 1] << 16) | (from[(3 * i) + 2] << 24)) / 2147483648f,
                (_, false) => BinaryPrimitives.ReadInt32LittleEndian(from[(4 * i)..]) / 2147483648f,
                (_, true) => BinaryPrimitives.ReadSingleLittleEndian(from[(4 * i)..]),
            };
        }

        return samples;
    }

    private sealed record Format(int Rate, int Channels, int Width, bool IsFloat)
    {
        public int BlockSize => Channels * Width;

        public static Format Read(FileBytes file, uint size)
        {
            long start = file.Offset;
            if (size < FormatSize) throw file.Fault($"the chunk 'fmt ' has {size} bytes; it must have at least {FormatSize}.", start - 4);
            Span<byte> chunk = stackalloc byte[ExtensibleSize];
            int kept = (int)Math.Min(size, ExtensibleSize);
            file.Read(chunk[..kept], "the chunk 'fmt '");
            Skip(file, size + (size & 1L) - kept);

            int coding = BinaryPrimitives.ReadUInt16LittleEndian(chunk);

            // The extensible form gives the coding as the first two bytes of an identifier.
            if (coding == Extensible && kept >= 26) coding = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
            int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
            uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            int block = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
            int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
            bool known = (coding == Pcm && bits is 8 or 16 or 24 or 32) || (coding == FloatingPoint && bits == 32);
            if (!known) throw file.Fault($"samples of coding {coding} with {bits} bits cannot be read; PCM (1) of 8, 16, 24 or 32 bits and floating point (3) of 32 bits can.", start);
            if (channels == 0) throw file.Fault("the file has 0 channels; it must have at least 1.", start + 2);
            if (rate is 0 or > int.MaxValue) throw file.Fault($"{rate} Hz is no sampling rate.", start + 4);
            if (block != channels * bits / 8) throw file.Fault($"an instant has {block} bytes, but {channels} channels of {bits} bits need {channels * bits / 8}.", start + 12);
            return new Format((int)rate, channels, bits / 8, coding == FloatingPoint);
        }
    }
}
