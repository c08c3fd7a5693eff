using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Simulation.Memory;
using Myelin.Simulation.Plastic;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation.Layout;

/// <summary>
/// Who fired in the last steps, per slice: neuron indices within the population, ascending. A ring over steps; a step's slot is written by the
/// slice's owner and read by all, one barrier later.
/// </summary>
internal sealed unsafe class SpikeHistory : IDisposable
{
    // The lanes of a slice's last block that are no neurons.
    private const int Padding = 15;

    private readonly NativeBuffer<int> ids;
    private readonly NativeBuffer<long> starts;
    private readonly NativeBuffer<int> counts;
    private readonly int perStep;
    private long write;

    public SpikeHistory(int neurons, int steps)
    {
        Steps = steps;
        perStep = neurons + Padding;
        // Room for every neuron firing in every remembered step, and one step more so that a step never wraps; pages that no spike reaches are
        // never touched.
        ids = new NativeBuffer<int>(((long)steps + 1) * perStep, zeroed: false);
        starts = new NativeBuffer<long>(steps);
        counts = new NativeBuffer<int>(steps);
    }

    /// <summary>What the spikes released, per rule of release.</summary>
    public List<ReleaseTrain> Releases { get; } = [];

    /// <summary>What rules of plasticity remember of the neurons as targets: per rule, and per projection where that follows its third factor.</summary>
    public List<(IPlasticityRuleModel Rule, Projection? Of, PostTrain Train)> Trains { get; } = [];

    /// <summary>What a rule remembers of the neurons.</summary>
    public PostTrain TrainOf(IPlasticityRuleModel rule, Projection projection) =>
        Trains.Find(t => t.Rule.Equals(rule) && (t.Of is null || ReferenceEquals(t.Of, projection))).Train;

    /// <summary>Number of spikes there is room for.</summary>
    public long Capacity => ids.Length;

    /// <summary>Room for the spikes of a step.</summary>
    public int PerStep => perStep;

    /// <summary>Number of steps remembered.</summary>
    public int Steps { get; }

    /// <summary>Where the spikes of the current step go: room for every lane of the slice.</summary>
    public int* Room => ids.Pointer + write;

    /// <summary>Ends a step: <paramref name="count"/> indices were written to <see cref="Room"/>.</summary>
    public void Commit(long step, int count)
    {
        int slot = (int)(step % Steps);
        starts.Pointer[slot] = write;
        counts.Pointer[slot] = count;
        foreach (ReleaseTrain release in Releases) release.Emit(step, ids.Pointer + write, write, count);
        foreach ((_, _, PostTrain train) in Trains) train.Emit(step, ids.Pointer + write, count);
        write += count;
        if (write + perStep > ids.Length) write = 0;
    }

    /// <summary>Where the spikes of a step lie.</summary>
    public long StartOf(long step) => starts.Pointer[(int)(step % Steps)];

    /// <summary>The neurons that fired at a step not longer ago than <see cref="Steps"/>.</summary>
    public ReadOnlySpan<int> At(long step)
    {
        int slot = (int)(step % Steps);
        return new ReadOnlySpan<int>(ids.Pointer + starts.Pointer[slot], counts.Pointer[slot]);
    }

    /// <summary>The neurons that fired at a step, by pointer.</summary>
    public int* At(int slot, out int count)
    {
        count = counts.Pointer[slot];
        return ids.Pointer + starts.Pointer[slot];
    }

    public void Dispose()
    {
        ids.Dispose();
        starts.Dispose();
        counts.Dispose();
        foreach (ReleaseTrain release in Releases) release.Dispose();
        foreach ((_, _, PostTrain train) in Trains) train.Dispose();
    }
}
