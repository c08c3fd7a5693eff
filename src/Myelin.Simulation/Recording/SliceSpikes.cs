using Myelin.Networks;

namespace Myelin.Simulation.Recording;

/// <summary>The recorded spikes of one slice: a step and a neuron each, in order.</summary>
/// <param name="ranges">The neurons recorded: ranges that ascend and do not overlap.</param>
internal sealed unsafe class SliceSpikes((int Start, int End)[] ranges) : IDisposable
{
    private readonly NativeList<int> steps = new();
    private readonly NativeList<int> neurons = new();

    /// <summary>The neurons of several views of one population, as ranges that ascend and do not overlap.</summary>
    public static (int Start, int End)[] Union(IEnumerable<PopulationView> views)
    {
        var union = new List<(int Start, int End)>();
        foreach (PopulationView view in views.OrderBy(v => v.Start))
        {
            int end = view.Start + view.Count;
            if (union.Count > 0 && view.Start <= union[^1].End) union[^1] = (union[^1].Start, Math.Max(end, union[^1].End));
            else union.Add((view.Start, end));
        }

        return [.. union];
    }

    /// <summary>Number of spikes.</summary>
    public long Count => steps.Count;

    /// <summary>Steps, counted from the start of the recording.</summary>
    public ReadOnlySpan<int> Steps => steps.From(0);

    /// <summary>Neurons, within the population.</summary>
    public ReadOnlySpan<int> Neurons => neurons.From(0);

    /// <summary>Records the spikes of a step.</summary>
    public void Add(int step, int* ids, int count)
    {
        int range = 0;
        for (int i = 0; i < count; i++)
        {
            while (range < ranges.Length && ids[i] >= ranges[range].End) range++;
            if (range == ranges.Length) return;
            if (ids[i] < ranges[range].Start) continue;
            steps.Add(step);
            neurons.Add(ids[i]);
        }
    }

    /// <summary>Forgets all spikes.</summary>
    public void Clear()
    {
        steps.Clear();
        neurons.Clear();
    }

    public void Dispose()
    {
        steps.Dispose();
        neurons.Dispose();
    }
}
