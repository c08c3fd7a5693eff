using System.Globalization;
using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>
/// NeuroCoreX, the open FPGA core of Oak Ridge National Laboratory, behind its serial line: takes the bytes that the host's tools send, runs when it is sent spikes, and answers with the bytes that
/// the board sends. The core's memories become a network of Myelin's models (<see cref="Neurons.ConstantLeakIf"/>, <see cref="Plasticity.RectangularStdp"/>), which runs in 18-bit words. Not safe for
/// several threads at once.
/// </summary>
/// <remarks>
/// <para>
/// From the VHDL: the neuron compares first and adds after; a leak is subtracted, one for all neurons, and not a part of the potential; a current lasts one step. The paper describes a leaky membrane and
/// currents that decay; in the published VHDL, the lines for both stand commented out, or with a decay within one step. A run ends when the last input spike has been taken, and leaves potentials at 0.
/// </para>
/// <para>
/// What differs from the VHDL: learning of input synapses acts on the weight that is used (the VHDL exchanges row and column there); a weight stops at 127 (8-bit sums go round there); spikes of the same step
/// do not make weights change (there, the order of neurons decides); learning windows and refractory periods begin anew with each run; a weight from neuron k to neuron k - 1, which by our reading the VHDL
/// leaves out, counts; sums of weights between neurons that arrive in one step beyond 128 in magnitude go round at 18 bits and not at 17.
/// </para>
/// <para>
/// What could not be learnt from the sources, since nothing was measured on a board: whether the last step of a run is still computed (it is here), whether a window of n steps reaches n or n + 1 steps
/// (n here), and in which order learning flags are meant: the host's notebook packs the lowest bit first, the VHDL takes the highest first, as this does. The membrane potential of the biased neuron
/// has a transmitter in the VHDL which is not connected: <see cref="Monitored"/> has the potentials, the serial line does not.
/// </para>
/// </remarks>
/// <param name="readBack">Which synapse memory is sent when weights are asked for.</param>
public sealed class NeuroCoreXBoard(ReadBack readBack = ReadBack.Inputs)
{
    private readonly Queue<byte> answers = new();
    private Registers registers = new();
    private MessageReader reader = new();
    private double[] monitored = [];

    /// <summary>Bytes of the answer that wait to be read.</summary>
    public int Available => answers.Count;

    /// <summary>Steps of all runs.</summary>
    public long Steps { get; private set; }

    /// <summary>Time that the board would have run: <see cref="NeuroCoreXCore.Step"/> for each step, without the time that bytes take on the line.</summary>
    public Time RunTime => (double)Steps * NeuroCoreXCore.Step;

    /// <summary>The spikes of the last run; null before the first. The first step is that in which the first input spike could come.</summary>
    public Raster? Spikes { get; private set; }

    /// <summary>The potential of the neuron that the bias message names, after each step of the last run; empty where it names none.</summary>
    public IReadOnlyList<double> Monitored => monitored;

    /// <summary>Bytes from the host. Messages may begin and end anywhere; what a message asks for is done before this returns.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="NeuroCoreXException">They are no messages; the board is as if it had not been sent any of them.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        MessageReader next = reader.Copy();
        var messages = new List<Message>();
        next.Read(bytes, messages);
        Registers changed = messages.Count == 0 ? registers : registers.Copy();
        var sent = new List<byte>();
        (long steps, Raster? spikes, double[] potentials) = (Steps, Spikes, monitored);
        foreach (Message message in messages)
        {
            switch (message.Kind)
            {
                case MessageKind.Spikes:
                    if (changed.InputScale == 0 && changed.InputLearns.Contains(true))
                        throw new NeuroCoreXException(message.Offset, "A run begins in which synapses from the inputs learn while the factor of their weights is 0; it must be 1 to 255.");
                    if (new EmulatedRun(changed, message).Run(out double[] trace) is not { } raster) break;
                    (spikes, potentials) = (raster, trace);
                    steps += raster.StepCount;
                    Send(raster, sent);
                    break;
                case MessageKind.ReadWeights:
                    sbyte[] memory = readBack == ReadBack.Inputs ? changed.InputWeights : changed.LateralWeights;
                    for (int i = 0; i < NeuroCoreXCore.WeightAnswer; i++) sent.Add((byte)memory[i]);
                    break;
                default:
                    changed.Set(message);
                    break;
            }
        }

        (reader, registers, monitored, Spikes, Steps) = (next, changed, potentials, spikes, steps);
        foreach (byte one in sent) answers.Enqueue(one);
    }

    /// <summary>Takes bytes of the answer.</summary>
    /// <param name="into">Room for them.</param>
    /// <returns>How many there were; 0 where none wait.</returns>
    public int Read(Span<byte> into)
    {
        int count = Math.Min(into.Length, answers.Count);
        for (int i = 0; i < count; i++) into[i] = answers.Dequeue();
        return count;
    }

    /// <summary>Takes all bytes of the answer.</summary>
    public byte[] Read()
    {
        byte[] all = [.. answers];
        answers.Clear();
        return all;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"NeuroCoreX after {reader.Offset} bytes and {Steps} steps, {Available} bytes to read");

    // A byte when eight neurons are through, whatever step they belong to; what remains of the last byte is lost.
    private static void Send(Raster raster, List<byte> sent)
    {
        var bits = new bool[raster.StepCount * NeuroCoreXCore.NeuronCount];
        foreach ((int at, int neuron) in raster) bits[(at * NeuroCoreXCore.NeuronCount) + neuron] = true;
        sent.Add(NeuroCoreXCore.StartOfSpikes);
        for (int first = 0; first + 8 <= bits.Length; first += 8)
        {
            int value = 0;
            for (int i = 0; i < 8; i++) value |= bits[first + i] ? 1 << i : 0;
            sent.Add((byte)value);
        }
    }
}
