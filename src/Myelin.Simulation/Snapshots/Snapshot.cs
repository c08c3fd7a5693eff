using System.Security.Cryptography;
using System.Text;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Snapshots;

/// <summary>
/// The state of a simulation in a file: every neuron's state in the order of neurons, the spikes still under way, and the step, which is all that
/// random numbers depend on. Synapses are not in it: the network's description and seed make them again.
/// </summary>
/// <remarks>
/// Layout, little-endian: "MYLNSNAP", version, precision, fingerprint of the network (32 bytes), step, spikes and events so far, longest delay;
/// per population its name, size, states and values; per population and remembered step the neurons that fired; SHA-256 of all that.
/// </remarks>
internal sealed class Snapshot : IDisposable
{
    private const int Version = 1;
    private const int HashLength = 32;
    private static readonly byte[] magic = "MYLNSNAP"u8.ToArray();

    private readonly string path;
    private readonly BinaryReader reader;

    private Snapshot(string path, BinaryReader reader)
    {
        this.path = path;
        this.reader = reader;
    }

    /// <summary>Writes a snapshot under a temporary name and renames it.</summary>
    public static void Write(string path, Engine engine, Precision precision)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true)) WriteBody(writer, engine, precision);
        byte[] bytes = body.ToArray();
        string temporary = path + ".tmp";
        try
        {
            using (FileStream file = File.Create(temporary))
            {
                file.Write(bytes);
                file.Write(SHA256.HashData(bytes));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a snapshot and checks that it is whole.</summary>
    /// <exception cref="InvalidDataException">It is no snapshot, truncated or altered.</exception>
    public static Snapshot Open(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < magic.Length + HashLength || !bytes.AsSpan(0, magic.Length).SequenceEqual(magic))
            throw new InvalidDataException($"'{path}' is not a snapshot: it does not begin with MYLNSNAP.");
        ReadOnlySpan<byte> body = bytes.AsSpan(0, bytes.Length - HashLength);
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
            throw new InvalidDataException($"The snapshot '{path}' is truncated or altered: its checksum over {body.Length} bytes does not match.");
        var content = new BinaryReader(new MemoryStream(bytes, 0, body.Length), Encoding.UTF8);
        content.ReadBytes(magic.Length);
        int version = content.ReadInt32();
        if (version == Version) return new Snapshot(path, content);
        content.Dispose();
        throw new InvalidDataException($"The snapshot '{path}' has version {version}; this program reads version {Version}.");
    }

    /// <summary>Refuses the snapshot of another network, step length or precision.</summary>
    public void ThrowIfOther(Network network, Time dt, Precision precision)
    {
        var saved = (Precision)reader.ReadInt32();
        if (saved != precision) throw new InvalidDataException($"The snapshot '{path}' is of a run in {saved} precision, not {precision}.");
        NetworkValidation.Check(network, dt);
        if (!reader.ReadBytes(HashLength).AsSpan().SequenceEqual(NetworkFingerprint.Of(network, dt)))
            throw new InvalidDataException($"The snapshot '{path}' is of another network: populations, parameters, projections, seed or step differ.");
    }

    /// <summary>Puts an engine, just built, into the saved state.</summary>
    public unsafe void Apply(Engine engine)
    {
        engine.Step = reader.ReadInt64();
        engine.RecordingStart = engine.Step;
        engine.RestoreCounts(reader.ReadInt64(), reader.ReadInt64());
        int remembered = reader.ReadInt32();
        if (remembered != engine.LongestDelay)
            throw new InvalidDataException($"The snapshot '{path}' remembers {remembered} steps of spikes, the network needs {engine.LongestDelay}.");
        foreach (Population population in engine.Network.Populations)
        {
            int states = population.Model.Info.States.Count;
            foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
            {
                for (int n = 0; n < slice.Slice.Count; n++)
                {
                    for (int v = 0; v < states; v++) slice.Kernel[v, n] = reader.ReadDouble();
                }
            }
        }

        for (long step = Math.Max(0, engine.Step - remembered); step < engine.Step; step++)
        {
            foreach (Population population in engine.Network.Populations)
            {
                int count = reader.ReadInt32();
                var ids = new int[count];
                for (int i = 0; i < count; i++) ids[i] = reader.ReadInt32();
                foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
                {
                    int written = 0;
                    int* room = slice.History.Room;
                    foreach (int id in ids)
                    {
                        if (id >= slice.Slice.First && id < slice.Slice.End) room[written++] = id;
                    }

                    slice.History.Commit(step, written);
                }
            }
        }
    }

    public void Dispose() => reader.Dispose();

    private static void WriteBody(BinaryWriter writer, Engine engine, Precision precision)
    {
        writer.Write(magic);
        writer.Write(Version);
        writer.Write((int)precision);
        writer.Write(NetworkFingerprint.Of(engine.Network, engine.Dt));
        writer.Write(engine.Step);
        writer.Write(engine.Spikes);
        writer.Write(engine.Events);
        writer.Write(engine.LongestDelay);
        foreach (Population population in engine.Network.Populations)
        {
            int states = population.Model.Info.States.Count;
            foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
            {
                for (int n = 0; n < slice.Slice.Count; n++)
                {
                    for (int v = 0; v < states; v++) writer.Write(slice.Kernel[v, n]);
                }
            }
        }

        for (long step = Math.Max(0, engine.Step - engine.LongestDelay); step < engine.Step; step++)
        {
            foreach (Population population in engine.Network.Populations)
            {
                SliceRuntime[] slices = [.. engine.SlicesOf(population.Index)];
                writer.Write(slices.Sum(s => s.History.At(step).Length));
                foreach (SliceRuntime slice in slices)
                {
                    foreach (int id in slice.History.At(step)) writer.Write(id);
                }
            }
        }
    }
}
