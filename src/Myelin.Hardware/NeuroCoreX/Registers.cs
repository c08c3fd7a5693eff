namespace Myelin.Hardware.NeuroCoreX;

/// <summary>What the board's memories hold.</summary>
internal sealed class Registers
{
    private const int Synapses = NeuroCoreXCore.Side * NeuroCoreXCore.Side;

    /// <summary>Weights from the inputs: [target row, address].</summary>
    public sbyte[] InputWeights { get; private init; } = new sbyte[Synapses];

    /// <summary>Weights between the neurons: [target row, source column].</summary>
    public sbyte[] LateralWeights { get; private init; } = new sbyte[Synapses];

    /// <summary>Which synapses from the inputs learn.</summary>
    public bool[] InputLearns { get; private init; } = new bool[Synapses];

    /// <summary>Which synapses between the neurons learn.</summary>
    public bool[] LateralLearns { get; private init; } = new bool[Synapses];

    /// <summary>Thresholds, in the last bits of a membrane word; 0.5 when the board is switched on.</summary>
    public int[] Thresholds { get; private init; } = Filled(0x200);

    /// <summary>Refractory periods in steps, 4 when the board is switched on. The lowest byte of the first is the factor of the input weights.</summary>
    public int[] Refractory { get; private init; } = Filled(4);

    /// <summary>Leaks, in the last bits of a membrane word.</summary>
    public int[] Leaks { get; private init; } = new int[NeuroCoreXCore.Side];

    /// <summary>Windows and steps of learning.</summary>
    public int[] Learning { get; private init; } = new int[NeuroCoreXCore.Side];

    /// <summary>Bias current, in the last bits of a membrane word.</summary>
    public int Bias { get; private set; }

    /// <summary>Whom the bias current goes to: 1 is neuron 0.</summary>
    public int BiasedNeuron { get; private set; }

    /// <summary>Factor of the input weights.</summary>
    public int InputScale => Refractory[0] & 0xFF;

    /// <summary>Steps for which a spike of an input, or of a neuron, may be followed by one of its target to make the synapse grow.</summary>
    public (int Input, int Lateral) PreWindow => (Signed(Learning[0]), Signed(Learning[1]));

    /// <summary>Steps for which a spike of a neuron may be followed by one of a source to make the synapse shrink: one number, though the host sends one for the inputs, too.</summary>
    public int PostWindow => Signed(Learning[1] >> 8);

    /// <summary>By how much a synapse grows.</summary>
    public int Growth => Signed(Learning[2]);

    /// <summary>By how much a synapse shrinks.</summary>
    public int Shrinkage => Signed(Learning[2] >> 8);

    /// <summary>A copy that shares nothing.</summary>
    public Registers Copy() => new()
    {
        InputWeights = [.. InputWeights],
        LateralWeights = [.. LateralWeights],
        InputLearns = [.. InputLearns],
        LateralLearns = [.. LateralLearns],
        Thresholds = [.. Thresholds],
        Refractory = [.. Refractory],
        Leaks = [.. Leaks],
        Learning = [.. Learning],
        Bias = Bias,
        BiasedNeuron = BiasedNeuron,
    };

    /// <summary>Takes over what a message sets.</summary>
    public void Set(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.InputWeights:
                Bytes(message).CopyTo(InputWeights);
                break;
            case MessageKind.LateralWeights:
                Bytes(message).CopyTo(LateralWeights);
                break;
            case MessageKind.Parameters:
                int[][] memories = [Thresholds, Refractory, Leaks, Learning];
                for (int i = 0; i < Message.ParameterWords; i++) memories[i / NeuroCoreXCore.Side][i % NeuroCoreXCore.Side] = message.Word(i);
                break;
            case MessageKind.Bias:
                (Bias, BiasedNeuron) = (message.Word(0), message.Word(1) & 0xFF);
                break;
            case MessageKind.Learning:
                for (int i = 0; i < Synapses; i++)
                {
                    LateralLearns[i] = Bit(message, i);
                    InputLearns[i] = Bit(message, Synapses + i);
                }

                break;
        }
    }

    // The board takes the highest bit of a byte first.
    private static bool Bit(Message message, int index) => ((message.Payload[index / 8] >> (7 - (index % 8))) & 1) == 1;

    private static ReadOnlySpan<sbyte> Bytes(Message message) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(message.Payload.AsSpan(0, Synapses));

    private static int Signed(int word) => (sbyte)(word & 0xFF);

    private static int[] Filled(int value)
    {
        int[] all = new int[NeuroCoreXCore.Side];
        Array.Fill(all, value);
        return all;
    }
}
