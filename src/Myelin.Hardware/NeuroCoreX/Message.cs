namespace Myelin.Hardware.NeuroCoreX;

/// <summary>What a host asks of the board: the upper four bits of a message's first byte. The lower four say nothing.</summary>
internal enum MessageKind : byte
{
    /// <summary>Weights from the inputs: a byte for each, then one more byte of any value.</summary>
    InputWeights = 0,

    /// <summary>Weights between the neurons: a byte for each, then one more byte of any value.</summary>
    LateralWeights = 1,

    /// <summary>Thresholds, refractory periods, leaks and numbers for learning: 96 words of three bytes each.</summary>
    Parameters = 2,

    /// <summary>Input spikes, three bytes each, until three bytes of 0xFF; they start a run.</summary>
    Spikes = 3,

    /// <summary>A bias current and the neuron that it goes to: two words of three bytes.</summary>
    Bias = 4,

    /// <summary>Asks for weights; one more byte of any value starts the answer.</summary>
    ReadWeights = 5,

    /// <summary>Which synapses learn: a bit for each between the neurons, then for each from the inputs, then one more byte of any value.</summary>
    Learning = 6,
}

/// <summary>A whole message.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Offset">Bytes before its first.</param>
/// <param name="Payload">What follows the first byte.</param>
internal sealed record Message(MessageKind Kind, long Offset, byte[] Payload)
{
    /// <summary>Words in <see cref="MessageKind.Parameters"/>.</summary>
    public const int ParameterWords = 4 * NeuroCoreXCore.Side;

    /// <summary>Bytes of a word, the lowest first.</summary>
    public const int WordBytes = 3;

    /// <summary>Bytes of one bit for every synapse of both memories.</summary>
    public const int LearningBytes = 2 * NeuroCoreXCore.Side * NeuroCoreXCore.Side / 8;

    /// <summary>Bytes behind the first; null where a mark ends them.</summary>
    public static int? LengthOf(MessageKind kind) => kind switch
    {
        MessageKind.InputWeights or MessageKind.LateralWeights => (NeuroCoreXCore.Side * NeuroCoreXCore.Side) + 1,
        MessageKind.Parameters => ParameterWords * WordBytes,
        MessageKind.Bias => 2 * WordBytes,
        MessageKind.ReadWeights => 1,
        MessageKind.Learning => LearningBytes + 1,
        _ => null,
    };

    /// <summary>The word in two's complement; the board has room for 18 bits and does not look at those above.</summary>
    public int Word(int index)
    {
        ReadOnlySpan<byte> bytes = Payload.AsSpan(index * WordBytes, WordBytes);
        int bits = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        return (bits << 14) >> 14;
    }
}
