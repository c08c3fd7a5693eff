using System.Security.Cryptography;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Couplings;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation.Snapshots;

/// <summary>
/// The state of a simulation in a file: every neuron's state in the order of neurons, the spikes still under way, and the step, which is all that
/// random numbers depend on. Synapses are not in it, unless they learn: the network's description and seed make them again.
/// </summary>
/// <remarks>
/// Layout, little-endian: "MYLNSNAP", version, precision, storage of weights, the rule by which each projection learns, fingerprint of the network (32 bytes), step, spikes and events so far, longest delay;
/// per population its name, size, states and values; per population and remembered step the neurons that fired; per population and rule of
/// release what every neuron and what the remembered spikes released; which synapses a rewired projection has; what synapses remember; of plastic projections whether they are frozen and third
/// factors under way; SHA-256 of all that.
/// </remarks>
internal sealed class Snapshot : IDisposable
{
    private const int Version = 1;
    private const int HashLength = 32;
    private const int ShortestFile = 8 + (3 * 4) + 1 + HashLength + (3 * 8) + 4 + HashLength;
    private static readonly byte[] magic = "MYLNSNAP"u8.ToArray();

    private readonly string path;
    private readonly BinaryReader reader;

    private Snapshot(string path, BinaryReader reader)
    {
        this.path = path;
        this.reader = reader;
    }

    /// <summary>Writes a snapshot under a temporary name and renames it.</summary>
    public static void Write(string path, Engine engine, SimulationOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, System.Text.Encoding.UTF8, leaveOpen: true)) WriteBody(writer, engine, options);
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
            if (File.Exists(temporary)) File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a snapshot and checks that it is whole.</summary>
    /// <exception cref="InvalidDataException">It is no snapshot, truncated or altered.</exception>
    public static Snapshot Open(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(magic)) throw new InvalidDataException($"'{path}' is not a snapshot: it does not begin with MYLNSNAP.");
        if (bytes.Length < ShortestFile)
            throw new InvalidDataException($"The snapshot '{path}' is truncated: it has {bytes.Length} bytes, the shortest has {ShortestFile}.");
        ReadOnlySpan<byte> body = bytes.AsSpan(0, bytes.Length - HashLength);
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
            throw new InvalidDataException($"The snapshot '{path}' is truncated or altered: its checksum over {body.Length} bytes does not match.");
        var content = new BinaryReader(new MemoryStream(bytes, 0, body.Length), System.Text.Encoding.UTF8);
        content.ReadBytes(magic.Length);
        int version = content.ReadInt32();
        if (version == Version) return new Snapshot(path, content);
        content.Dispose();
        throw new InvalidDataException($"The snapshot '{path}' has version {version}; this program reads version {Version}.");
    }

    /// <summary>Refuses the snapshot of another network, step length, precision or storage of weights.</summary>
    public void ThrowIfOther(Network network, Time dt, SimulationOptions options)
    {
        var precision = (Precision)reader.ReadInt32();
        if (precision != options.Precision)
            throw new InvalidDataException($"The snapshot '{path}' is of a run in {precision} precision, not {options.Precision}.");
        var weights = (WeightStorage)reader.ReadInt32();
        if (weights != WeightsOf(options))
            throw new InvalidDataException($"The snapshot '{path}' is of a run with {weights} weights, not {WeightsOf(options)}.");
        NetworkValidation.Check(network, dt);
        string? other = PlasticSnapshot.OtherRule(reader.ReadString(), network);
        if (other is not null) throw new InvalidDataException($"The snapshot '{path}' is of a run in which {other}; give the network the same rule with the same parameters.");
        if (!reader.ReadBytes(HashLength).AsSpan().SequenceEqual(NetworkFingerprint.Of(network, dt)))
            throw new InvalidDataException($"The snapshot '{path}' is of another network: populations, parameters, projections, rules, seed or step differ.");
    }

    /// <summary>Puts an engine, just built, into the saved state.</summary>
    /// <exception cref="InvalidDataException">The content contradicts itself.</exception>
    public void Apply(Engine engine)
    {
        try
        {
            engine.Step = Count("number of steps");
            engine.RecordingStart = engine.Step;
            engine.RestoreCounts(Count("number of spikes"), Count("number of events"));
            int remembered = reader.ReadInt32();
            if (remembered != engine.LongestDelay)
                throw new InvalidDataException($"The snapshot '{path}' remembers {remembered} steps of spikes, the network needs {engine.LongestDelay}.");
            foreach (Population population in engine.Network.Populations) ApplyStates(engine, population);
            for (long step = Math.Max(0, engine.Step - remembered); step < engine.Step; step++)
            {
                foreach (Population population in engine.Network.Populations) ApplySpikes(engine, population, step);
            }

            ForEachRelease(engine, (train, variable, neuron) => train[variable, neuron] = reader.ReadDouble(), (train, at) => train[at] = reader.ReadDouble());
            ForEachTrain(engine, (train, variable, neuron) => train[variable, neuron] = reader.ReadDouble());
            PlasticSnapshot.ReadStructure(reader, engine);
            ForEachSynapse(engine, (table, at, variable) => table[at, variable] = reader.ReadDouble());
            foreach (PlasticDelivery[] tables in PlasticSnapshot.Projections(engine)) PlasticSnapshot.Read(reader, tables, engine.Step);
            ForEachSignal(engine, (signals, variable, neuron) => signals[variable, neuron] = reader.ReadDouble());
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"The snapshot '{path}' ends before the state of the network does.", exception);
        }

        if (reader.BaseStream.Position != reader.BaseStream.Length)
            throw new InvalidDataException($"The snapshot '{path}' has more in it than the state of the network.");
    }

    private void ApplyStates(Engine engine, Population population)
    {
        int states = population.States.Count;
        foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
        {
            for (int n = 0; n < slice.Slice.Count; n++)
            {
                for (int v = 0; v < states; v++) slice[v, n] = reader.ReadDouble();
            }
        }
    }

    private unsafe void ApplySpikes(Engine engine, Population population, long step)
    {
        int left = reader.ReadInt32(), last = -1;
        if ((uint)left > (uint)population.Size)
            throw new InvalidDataException($"The snapshot '{path}' has {left} spikes in a step of the {population.Size} neurons of '{population.Name}'.");
        int? next = Next();
        foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
        {
            int written = 0;
            int* room = slice.History.Room;
            for (; next < slice.Slice.End; next = Next()) room[written++] = next.Value;
            slice.History.Commit(step, written);
        }

        int? Next()
        {
            if (left-- == 0) return null;
            int id = reader.ReadInt32();
            if (id <= last || id >= population.Size)
                throw new InvalidDataException($"The snapshot '{path}' has a spike of neuron {id} after neuron {last} of the {population.Size} of '{population.Name}'.");
            return last = id;
        }
    }

    // First what is remembered of every neuron, then what every remembered spike released; in an order that does not depend on the slices.
    private static void ForEachRelease(Engine engine, Action<ReleaseTrain, int, int> neurons, Action<ReleaseTrain, long> spikes)
    {
        foreach (Population population in engine.Network.Populations)
        {
            SliceRuntime[] slices = [.. engine.SlicesOf(population.Index)];
            for (int release = 0; release < slices[0].History.Releases.Count; release++)
            {
                foreach (SliceRuntime slice in slices)
                {
                    ReleaseTrain train = slice.History.Releases[release];
                    for (int n = 0; n < slice.Slice.Count; n++)
                    {
                        for (int v = 0; v < train.States; v++) neurons(train, v, n);
                    }
                }

                for (long step = Math.Max(0, engine.Step - engine.LongestDelay); step < engine.Step; step++)
                {
                    foreach (SliceRuntime slice in slices)
                    {
                        long start = slice.History.StartOf(step);
                        for (int i = 0; i < slice.History.At(step).Length; i++) spikes(slice.History.Releases[release], start + i);
                    }
                }
            }
        }
    }

    // What rules of plasticity remember of target neurons.
    private static void ForEachTrain(Engine engine, Action<PostTrain, int, int> action)
    {
        foreach (Population population in engine.Network.Populations)
        {
            SliceRuntime[] slices = [.. engine.SlicesOf(population.Index)];
            for (int i = 0; i < slices[0].History.Trains.Count; i++)
            {
                foreach (SliceRuntime slice in slices)
                {
                    PostTrain train = slice.History.Trains[i].Train;
                    for (int n = 0; n < slice.Slice.Count; n++)
                    {
                        for (int v = 0; v < train.States; v++) action(train, v, n);
                    }
                }
            }
        }
    }

    // Synapses with states of their own: by source, delay, target, and order of creation, which is the same on any number of partitions.
    private static void ForEachSynapse(Engine engine, Action<ISynapseStates, long, int> action)
    {
        var synapses = new List<(ulong Key, ISynapseStates Table, long At)>();
        foreach (ISynapseStates[] tables in engine.SynapseStates)
        {
            for (int source = 0; source < tables[0].Sources; source++)
            {
                synapses.Clear();
                foreach (ISynapseStates table in tables) table.List(source, synapses);
                foreach ((_, ISynapseStates table, long at) in synapses.OrderBy(s => s.Key))
                {
                    for (int v = 0; v < table.States; v++) action(table, at, v);
                }
            }
        }
    }

    private static void ForEachSignal(Engine engine, Action<CouplingSignals, int, int> action)
    {
        foreach (Population population in engine.Network.Populations)
        {
            SliceRuntime[] slices = [.. engine.SlicesOf(population.Index)];
            for (int i = 0; i < slices[0].Signals.Count; i++)
            {
                foreach (SliceRuntime slice in slices)
                {
                    for (int n = 0; n < slice.Slice.Count; n++)
                    {
                        for (int v = 0; v < slice.Signals[i].States; v++) action(slice.Signals[i], v, n);
                    }
                }
            }
        }
    }

    private long Count(string what)
    {
        long count = reader.ReadInt64();
        return count >= 0 ? count : throw new InvalidDataException($"The snapshot '{path}' has {count} as its {what}.");
    }

    // In double precision all weights are full.
    private static WeightStorage WeightsOf(SimulationOptions options) => options.Precision == Precision.Double ? WeightStorage.Full : options.Weights ?? WeightStorage.Half;

    public void Dispose() => reader.Dispose();

    private static void WriteBody(BinaryWriter writer, Engine engine, SimulationOptions options)
    {
        writer.Write(magic);
        writer.Write(Version);
        writer.Write((int)options.Precision);
        writer.Write((int)WeightsOf(options));
        writer.Write(PlasticSnapshot.RulesOf(engine.Network));
        writer.Write(NetworkFingerprint.Of(engine.Network, engine.Dt));
        writer.Write(engine.Step);
        writer.Write(engine.Spikes);
        writer.Write(engine.Events);
        writer.Write(engine.LongestDelay);
        foreach (Population population in engine.Network.Populations)
        {
            int states = population.States.Count;
            foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
            {
                for (int n = 0; n < slice.Slice.Count; n++)
                {
                    for (int v = 0; v < states; v++) writer.Write(slice[v, n]);
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

        ForEachRelease(engine, (train, variable, neuron) => writer.Write(train[variable, neuron]), (train, at) => writer.Write(train[at]));
        foreach (PlasticDelivery table in engine.Plastic) table.BringUpToDate(engine.Step);
        ForEachTrain(engine, (train, variable, neuron) => writer.Write(train[variable, neuron]));
        PlasticSnapshot.WriteStructure(writer, engine);
        ForEachSynapse(engine, (table, at, variable) => writer.Write(table[at, variable]));
        foreach (PlasticDelivery[] tables in PlasticSnapshot.Projections(engine)) PlasticSnapshot.Write(writer, tables, engine.Step);
        ForEachSignal(engine, (signals, variable, neuron) => writer.Write(signals[variable, neuron]));
    }
}
