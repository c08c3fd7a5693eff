namespace Myelin.Data.Files;

/// <summary>Reads another stream and computes the check sum of zip files on the way: CRC-32 with the reversed polynomial 0xEDB88320 (ISO 3309).</summary>
/// <param name="inner">What is read; closed with this one.</param>
internal sealed class Crc32Stream(Stream inner) : Stream
{
    private static readonly uint[] table = Table();
    private uint state = uint.MaxValue;

    /// <summary>The check sum of what has been read.</summary>
    public uint Sum => ~state;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer);
        uint sum = state;
        foreach (byte value in buffer[..got]) sum = table[(byte)(sum ^ value)] ^ (sum >> 8);
        state = sum;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static uint[] Table()
    {
        uint[] sums = new uint[256];
        for (uint value = 0; value < 256; value++)
        {
            uint sum = value;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            sums[value] = sum;
        }

        return sums;
    }
}
