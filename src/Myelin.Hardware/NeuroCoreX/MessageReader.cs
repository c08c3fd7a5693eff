using System.Globalization;
using System.Runtime.InteropServices;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>Cuts what a host sends into messages, wherever the pieces begin and end.</summary>
internal sealed class MessageReader
{
    private readonly List<byte> payload = [];
    private MessageKind kind;
    private bool isOpen;
    private long began;

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool IsWithin => isOpen;

    /// <summary>A reader that goes on where this one is.</summary>
    public MessageReader Copy()
    {
        var copy = new MessageReader { kind = kind, isOpen = isOpen, began = began, Offset = Offset };
        copy.payload.AddRange(payload);
        return copy;
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="messages">Receives the messages that are complete.</param>
    /// <exception cref="NeuroCoreXException">The bytes are no messages; the reader is of no use any more.</exception>
    public void Read(ReadOnlySpan<byte> bytes, List<Message> messages)
    {
        while (!bytes.IsEmpty)
        {
            if (!isOpen)
            {
                Open(bytes[0]);
                bytes = bytes[1..];
                Offset++;
                continue;
            }

            // What a message lacks, or a spike of those that a mark ends.
            int wanted = Message.LengthOf(kind) is { } length ? length - payload.Count : Message.WordBytes - (payload.Count % Message.WordBytes);
            int taken = Math.Min(wanted, bytes.Length);
            payload.AddRange(bytes[..taken]);
            bytes = bytes[taken..];
            Offset += taken;
            if (taken < wanted) return;
            if (kind == MessageKind.Spikes && !IsLastSpike()) continue;
            messages.Add(new Message(kind, began, [.. payload]));
            payload.Clear();
            isOpen = false;
        }
    }

    private void Open(byte first)
    {
        int code = first >> 4;
        if (code > (int)MessageKind.Learning)
            throw new NeuroCoreXException(Offset, string.Create(CultureInfo.InvariantCulture, $"0x{first:X2} begins no message; the upper four bits must be 0 to {(int)MessageKind.Learning}."));
        (kind, isOpen, began) = ((MessageKind)code, true, Offset);
    }

    private bool IsLastSpike()
    {
        ReadOnlySpan<byte> spike = CollectionsMarshal.AsSpan(payload)[^Message.WordBytes..];
        if (spike is [0xFF, 0xFF, 0xFF]) return true;
        int address = spike[1] | (spike[2] << 8);
        if (address >= NeuroCoreXCore.Side)
            throw new NeuroCoreXException(Offset - 2, string.Create(CultureInfo.InvariantCulture, $"A spike comes from input {address}; the board has the addresses 0 to {NeuroCoreXCore.Side - 1}."));
        if (payload.Count / Message.WordBytes > NeuroCoreXCore.InputBuffer)
        {
            throw new NeuroCoreXException(Offset - Message.WordBytes, string.Create(
                CultureInfo.InvariantCulture, $"A run has more than {NeuroCoreXCore.InputBuffer} spikes, of which the board loses those that its buffer has no room for; send them as several runs."));
        }

        return false;
    }
}
