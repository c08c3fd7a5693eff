using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Myelin.Connectivity;

/// <summary>A short name for the content of arrays: the first 64 bits of the SHA-256 of their little-endian bytes.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] block = new byte[4096];
    private int filled;

    public void Add(ReadOnlySpan<int> values)
    {
        foreach (int value in values) Add((long)value);
    }

    public void Add(ReadOnlySpan<double> values)
    {
        foreach (double value in values) Add(BitConverter.DoubleToInt64Bits(value));
    }

    public void Add(long value)
    {
        if (filled == block.Length) Flush();
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(filled), value);
        filled += sizeof(long);
    }

    /// <summary>16 hexadecimal digits.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 8));
    }

    public void Dispose() => sha.Dispose();

    private void Flush()
    {
        sha.AppendData(block, 0, filled);
        filled = 0;
    }
}
