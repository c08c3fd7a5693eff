using System.Globalization;
using Myelin.Spikes;
using static Myelin.Hardware.NeuroCoreX.NeuroCoreXCore;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>Input spikes as the bytes that start a run. The board takes one spike in a step, and its run ends with the last.</summary>
public static class NeuroCoreXStimulus
{
    // A column of the synapse memory that no input of the host's tools uses: its weights are 0, so its spikes only make time pass.
    private const int Idle = 0;

    /// <summary>A run with given input spikes.</summary>
    /// <param name="spikes">Step and input of each spike: steps ascending, no two in one step, inputs 0 to 93.</param>
    /// <param name="steps">Length of the run in steps; spikes without effect are sent until then.</param>
    /// <returns>The bytes; empty for a run of no steps.</returns>
    /// <exception cref="ArgumentException">
    /// A step has two spikes or lies beyond the run, an input does not exist, or the board's buffer is too small for the spikes.
    /// </exception>
    public static byte[] Encode(IEnumerable<(int Step, int Input)> spikes, int steps)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        if (steps < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A run has 0 steps or more, got {steps}."), nameof(steps));
        if (steps == 0) return [];
        byte[] head = [(byte)MessageKind.Spikes << 4];
        var bytes = new List<byte>(head);
        int last = -1;
        foreach ((int step, int input) in spikes)
        {
            if (input is < 0 or >= InputCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A spike comes from input {input}; the board has the inputs 0 to {InputCount - 1}."), nameof(spikes));
            if (step <= last || step >= steps)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A spike at step {step} follows one at step {last} in a run of {steps} steps; steps must ascend, one spike in each."), nameof(spikes));
            Send(bytes, ref last, step, FirstInput + input);
        }

        if (last < steps - 1) Send(bytes, ref last, steps - 1, Idle);
        int sent = (bytes.Count - 1) / Message.WordBytes;
        if (sent > InputBuffer)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A run of {sent} spikes does not fit the board's buffer of {InputBuffer}; send several runs."), nameof(spikes));
        bytes.AddRange([0xFF, 0xFF, 0xFF]);
        return [.. bytes];
    }

    /// <summary>A raster one spike after the other: each of its steps becomes as many steps of the board as it has spikes, at least one.</summary>
    /// <param name="raster">The raster.</param>
    /// <returns>The spikes for <see cref="Encode"/>, and the number of steps.</returns>
    public static (IReadOnlyList<(int Step, int Input)> Spikes, int Steps) InTurn(Raster raster)
    {
        ArgumentNullException.ThrowIfNull(raster);
        var spikes = new List<(int, int)>(raster.Count);
        int at = 0;
        for (int step = raster.FirstStep; step < raster.FirstStep + raster.StepCount; step++)
        {
            int before = at;
            foreach (int neuron in raster.NeuronsAt(step)) spikes.Add((at++, neuron));
            if (at == before) at++;
        }

        return (spikes, at);
    }

    private static void Send(List<byte> bytes, ref int last, int step, int address)
    {
        // A wait of n lets n steps pass; the first spike can come in step 0.
        while (step - last - 1 > byte.MaxValue)
        {
            bytes.AddRange([byte.MaxValue, Idle, 0]);
            last += byte.MaxValue + 1;
        }

        bytes.AddRange([(byte)(step - last - 1), (byte)address, 0]);
        last = step;
    }
}
