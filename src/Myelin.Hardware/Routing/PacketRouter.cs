using Myelin.Hardware.Chips;

namespace Myelin.Hardware.Routing;

/// <summary>
/// Packets of one step on their ways, cycle by cycle: a wire carries one packet at a time, others wait for it in the order in which they come, and where no more can wait
/// a packet is lost or holds on to its place. Wires that were busy at the end of a step stay so.
/// </summary>
/// <param name="mesh">The wires.</param>
/// <param name="shape">Times and buffers.</param>
public sealed class PacketRouter(Mesh mesh, MeshShape shape)
{
    private readonly double[] freeAt = new double[mesh.Wires];
    private readonly long[] carried = new long[mesh.Wires];
    private readonly PriorityQueue<Packet, (double Time, int Order)> queue = new();

    /// <summary>Packets that each wire has carried.</summary>
    public IReadOnlyList<long> Carried => carried;

    /// <summary>Wires that packets have passed, in all.</summary>
    public long Hops { get; private set; }

    /// <summary>Packets that found no room.</summary>
    public long Lost { get; private set; }

    /// <summary>The longest that a packet waited for a wire [cycles].</summary>
    public double LongestWait { get; private set; }

    /// <summary>Puts a packet on its way.</summary>
    /// <param name="from">Router at which it enters.</param>
    /// <param name="to">Router that it goes to.</param>
    /// <param name="time">When it enters [cycles since the start of the run].</param>
    /// <param name="tag">What it is, for the receiver.</param>
    public void Send(int from, int to, double time, int tag) => queue.Enqueue(new Packet(from, to, tag), (time, queue.Count));

    /// <summary>Brings all packets to where they go.</summary>
    /// <param name="receive">Receives the tag and the time [cycles] of every packet that arrives; not a number for one that is lost.</param>
    public void Run(Action<int, double> receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        int order = queue.Count;
        while (queue.TryDequeue(out Packet packet, out (double Time, int Order) key))
        {
            if (packet.At == packet.To)
            {
                receive(packet.Tag, key.Time);
                continue;
            }

            (int wire, int next) = mesh.Next(packet.At, packet.To);
            double wait = Math.Max(0, freeAt[wire] - key.Time);
            if (shape.Drops && shape.PacketCycles > 0 && wait / shape.PacketCycles > shape.Buffer)
            {
                Lost++;
                receive(packet.Tag, double.NaN);
                continue;
            }

            LongestWait = Math.Max(LongestWait, wait);
            double start = key.Time + wait;
            freeAt[wire] = start + shape.PacketCycles;
            carried[wire]++;
            Hops++;
            queue.Enqueue(packet with { At = next }, (start + shape.HopCycles, order++));
        }
    }

    private readonly record struct Packet(int At, int To, int Tag);
}
