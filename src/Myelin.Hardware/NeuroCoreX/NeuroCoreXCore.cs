using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>Sizes, words and timing of the NeuroCoreX core, as its VHDL has them.</summary>
/// <remarks>
/// Source: the repository ORNL/NeuroCoreX, commit c8f575e (Core_engine.vhd, LIF_unit.vhd, main_TOP.vhd, Trig_LIF.vhd, clock_divider.vhd, the FIFO's settings), and A. Gautam, P. Date, S. Kulkarni,
/// R. Patton and T. Potok (2025), arXiv:2506.14138.
/// </remarks>
public static class NeuroCoreXCore
{
    /// <summary>Neurons of the network.</summary>
    public const int NeuronCount = 90;

    /// <summary>Rows and columns of the synapse memories, entries of each parameter memory: the neurons, and the stages of the pipeline around them.</summary>
    public const int Side = 96;

    /// <summary>Entry of neuron 0 in the parameter memories.</summary>
    public const int FirstParameter = 4;

    /// <summary>Row of target neuron 0 in both synapse memories.</summary>
    public const int FirstRow = 6;

    /// <summary>Column of source neuron 0 in the memory of lateral synapses.</summary>
    public const int FirstColumn = 5;

    /// <summary>Column that the host's tools give to their input 0; a spike's address is its column in the memory of input synapses.</summary>
    public const int FirstInput = 2;

    /// <summary>Inputs that fit behind <see cref="FirstInput"/>.</summary>
    public const int InputCount = Side - FirstInput;

    /// <summary>Entry of the leak, which is one for all neurons.</summary>
    public const int LeakParameter = 8;

    /// <summary>Spikes that the input buffer holds.</summary>
    public const int InputBuffer = 1024;

    /// <summary>Bytes of an answer with the weights: the last of the <see cref="Side"/> x <see cref="Side"/> is never sent.</summary>
    public const int WeightAnswer = (Side * Side) - 1;

    /// <summary>First byte of the answer to a run.</summary>
    public const byte StartOfSpikes = 0xFF;

    /// <summary>Bits per second of the serial line, one start bit and one stop bit to a byte.</summary>
    public const int Baud = 1_000_000;

    /// <summary>Potentials, thresholds and leaks: 18 bits, 10 of them behind the point; sums go round.</summary>
    public static FixedFormat Membrane { get; } = new(18, 10, FixedOverflow.Wrap);

    /// <summary>Time of a step on the board: 96 cycles of 100 kHz.</summary>
    public static Time Step { get; } = 0.96 * Syntax.ms;
}
