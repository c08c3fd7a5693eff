using System.Globalization;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.CartPole;

/// <summary>Shows one network: an episode with its spikes, and what the synapses say in every state.</summary>
/// <param name="context">Where figures go.</param>
/// <param name="player">The network.</param>
internal sealed class BalanceReport(ExperimentContext context, PoleBalancer player)
{
    private const double Shown = 2000;
    private const int Cells = 15;

    private readonly double[] first = player.ActorWeights;
    private readonly List<double[]> states = [];
    private readonly List<double> dangers = [];

    /// <summary>Keeps the spikes of the episode that is being watched.</summary>
    public SpikeLog Log { get; private set; } = new();

    /// <summary>A step of the episode that is being watched.</summary>
    public void See(ReadOnlySpan<double> state, double danger)
    {
        states.Add(state.ToArray());
        dangers.Add(danger);
    }

    /// <summary>Shows what was seen since the last call.</summary>
    /// <param name="when">When that was.</param>
    public void Show(string when)
    {
        double[] times = [.. states.Select((_, i) => (i + 1) * 0.02)];
        context.Figure(new RasterFigure(
            "Spikes " + when, "One episode, its first 2 s at most: the neurons that push left and right, the critic above them, and above it the place cells in the order in which they first fire.", "time [ms]",
            Early("left", Log.Left), Early("right", Log.Right), Early("critic", Log.Critic), Early("place cells", Log.Places)));
        context.Figure(new LineFigure(
            "The cart and its pole " + when, "The same episode to its end: the pole falls at 12 degrees, the track ends at 2.4 m; the danger of a fall, as the critic tells it, is 1 for a fall now.", "time [s]", "angle [degrees], place [m], danger x 10",
            new Series("angle", times, [.. states.Select(s => s[2] * 180 / Math.PI)]), new Series("place", times, [.. states.Select(s => s[0])]), new Series("danger x 10", times, [.. dangers.Select(d => 10 * d)])));
        double[] weights = player.ActorWeights, judging = player.CriticWeights;
        ShowMap(
            "Which way it pushes " + when, "Weight onto the neurons that push right minus that onto those that push left, summed over the place cells that fire, with the cart at rest in the middle.", "right minus left [mV]",
            cell => Mean(weights, cell, 2 * PoleBalancer.PerGroup, PoleBalancer.PerGroup, PoleBalancer.PerGroup) - Mean(weights, cell, 2 * PoleBalancer.PerGroup, 0, PoleBalancer.PerGroup));
        if (!first.AsSpan().SequenceEqual(weights))
        {
            ShowMap(
                "Where it fears to fall " + when, "Weight onto the critic, summed over the place cells that fire, with the cart at rest in the middle.", "weight",
                cell => Mean(judging, cell, PoleBalancer.Critics, 0, PoleBalancer.Critics));

            // Synapses of place cells that never fired are as they were, and would hide the others.
            int[] moved = [.. Enumerable.Range(0, weights.Length).Where(k => weights[k] != first[k])];
            context.Result("synapses onto the actors that moved", 100.0 * moved.Length / weights.Length, "%");
            context.Figure(new HistogramFigure(
                "Weights onto the actors", "Those that moved, before learning and after.", "weight [mV]", 40, new Sample("before", moved.Select(k => first[k])), new Sample("after", moved.Select(k => weights[k]))));
        }

        Log = new SpikeLog();
        states.Clear();
        dangers.Clear();
    }

    private static Series Early(string name, (List<double> Times, List<double> Rows) spikes)
    {
        int count = spikes.Times.FindIndex(t => t > Shown) is var end && end < 0 ? spikes.Times.Count : end;
        return new Series(name, spikes.Times[..count], spikes.Rows[..count]);
    }

    private static double Mean(double[] weights, int cell, int width, int from, int count) => weights.AsSpan((cell * width) + from, count).ToArray().Average();

    private void ShowMap(string title, string description, string value, Func<int, double> of)
    {
        double[,] table = new double[Cells, Cells];
        int[] cells = new int[player.Fields.Layers];
        for (int r = 0; r < Cells; r++)
        {
            for (int c = 0; c < Cells; c++)
            {
                player.Fields.Find([0, 0, Angle(c) * Math.PI / 180, Speed(r)], cells);
                table[r, c] = cells.Sum(of);
            }
        }

        context.Figure(new HeatmapFigure(
            title, description, "angle [degrees]", [.. Enumerable.Range(0, Cells).Select(c => Angle(c).ToString("0.0", CultureInfo.InvariantCulture))], "angular velocity [rad/s]",
            [.. Enumerable.Range(0, Cells).Select(r => Speed(r).ToString("0.0", CultureInfo.InvariantCulture))], value, table));
    }

    private static double Angle(int column) => 24 * ((column + 0.5) / Cells) - 12;

    private static double Speed(int row) => 4 * (0.5 - ((row + 0.5) / Cells));
}
