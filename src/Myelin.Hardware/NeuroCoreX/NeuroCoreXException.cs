using System.Globalization;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>Bytes that are no message to the board.</summary>
/// <param name="offset">Bytes that the board was sent before the one at which it went wrong, all calls counted.</param>
/// <param name="reason">What is wrong and what would be right.</param>
public sealed class NeuroCoreXException(long offset, string reason) : IOException(string.Create(CultureInfo.InvariantCulture, $"Byte {offset}: {reason}"))
{
    /// <summary>Bytes that the board was sent before the one at which it went wrong, all calls counted.</summary>
    public long Offset => offset;
}
