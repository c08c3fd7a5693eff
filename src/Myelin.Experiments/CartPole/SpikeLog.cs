namespace Myelin.Experiments.CartPole;

/// <summary>The spikes of a balancing network, as a raster shows them: a row for each neuron, and for each place cell that fired at all, in the order in which they first did.</summary>
internal sealed class SpikeLog
{
    private readonly Dictionary<int, int> rows = [];
    private int now;

    /// <summary>Spikes of place cells: times [ms] and rows.</summary>
    public (List<double> Times, List<double> Rows) Places { get; } = ([], []);

    /// <summary>Spikes of those that push to the left.</summary>
    public (List<double> Times, List<double> Rows) Left { get; } = ([], []);

    /// <summary>Spikes of those that push to the right.</summary>
    public (List<double> Times, List<double> Rows) Right { get; } = ([], []);

    /// <summary>Spikes of the critic.</summary>
    public (List<double> Times, List<double> Rows) Critic { get; } = ([], []);

    /// <summary>A step of 1 ms: who fired.</summary>
    public void Add(ReadOnlySpan<int> places, ReadOnlySpan<int> actors, ReadOnlySpan<int> critic)
    {
        now++;
        for (int i = 0; i < actors.Length; i++)
        {
            if (actors[i] > 0) Add(i < actors.Length / 2 ? Left : Right, i);
        }

        for (int i = 0; i < critic.Length; i++)
        {
            if (critic[i] > 0) Add(Critic, actors.Length + 2 + i);
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] == 0) continue;
            if (!rows.TryGetValue(i, out int row)) rows[i] = row = rows.Count;
            Add(Places, actors.Length + critic.Length + 4 + row);
        }
    }

    private void Add((List<double> Times, List<double> Rows) spikes, int row)
    {
        spikes.Times.Add(now);
        spikes.Rows.Add(row);
    }
}
