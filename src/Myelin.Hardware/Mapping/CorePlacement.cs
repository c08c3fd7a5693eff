namespace Myelin.Hardware.Mapping;

/// <summary>
/// Gives every core a place in the mesh so that spikes have short ways: from rows of neighbours on, places are swapped where that shortens the sum of traffic times distance, at
/// first also, with a chance that falls, where it does not. Source: Kirkpatrick, Gelatt and Vecchi (1983), "Optimization by simulated annealing".
/// </summary>
internal sealed class CorePlacement
{
    // Swaps that are tried for each core, and neighbours that are looked at in all.
    private const int TrialsPerCore = 2000;
    private const long MostSteps = 100_000_000;

    private readonly (int Core, double Traffic)[][] neighbours;
    private readonly int[] columns;
    private readonly int[] rows;
    private readonly int[] area;

    /// <summary>Begins with rows of neighbours.</summary>
    /// <param name="traffic">Packets between two cores, each pair once.</param>
    /// <param name="cores">Number of cores.</param>
    /// <param name="width">Columns of the mesh.</param>
    /// <param name="height">Rows of the mesh.</param>
    public CorePlacement(Dictionary<(int From, int To), double> traffic, int cores, int width, int height)
    {
        columns = [.. Enumerable.Range(0, width * height).Select(p => p % width)];
        rows = [.. Enumerable.Range(0, width * height).Select(p => p / width)];
        var lists = new List<(int, double)>[cores];
        for (int c = 0; c < cores; c++) lists[c] = [];
        foreach (((int from, int to), double packets) in traffic)
        {
            if (from == to) continue;
            lists[from].Add((to, packets));
            lists[to].Add((from, packets));
        }

        neighbours = [.. lists.Select(l => l.OrderBy(n => n.Item1).ToArray())];
        // A square that holds them all, or what of it the mesh has room for.
        int across = Math.Min(width, Math.Max((int)Math.Ceiling(Math.Sqrt(cores)), (cores + height - 1) / height)), down = Math.Min(height, (cores + across - 1) / Math.Max(1, across));
        area = [.. Enumerable.Range(0, across * down).Select(i => ((i / across) * width) + (i % across))];
        Place = new int[cores];
        for (int c = 0; c < cores; c++)
        {
            // As a plough goes: the end of a row lies beside the start of the next.
            int row = c / across, column = c % across;
            Place[c] = (row * width) + (row % 2 == 0 ? column : across - 1 - column);
        }
    }

    /// <summary>Place of each core, counted along the rows.</summary>
    public int[] Place { get; }

    /// <summary>The sum of traffic times distance.</summary>
    public double Cost => Enumerable.Range(0, Place.Length).Sum(c => CostOf(c, Place[c], -1, 0)) / 2;

    /// <summary>As many trials as take a few seconds at most.</summary>
    public int DefaultTrials => (int)Math.Min((long)TrialsPerCore * Place.Length, MostSteps / Math.Max(1, neighbours.Sum(n => (long)n.Length) / Math.Max(1, Place.Length)));

    /// <summary>Tries swaps.</summary>
    public void Improve(int trials, int seed)
    {
        var random = new Random(seed);
        int[] at = [.. Enumerable.Repeat(-1, rows.Length)];
        for (int c = 0; c < Place.Length; c++) at[Place[c]] = c;
        double start = Place.Length < 2 ? 0 : Cost / Place.Length * 0.2;
        for (int trial = 0; trial < trials && area.Length > 1; trial++)
        {
            double temperature = start * Math.Pow(1e-3, (double)trial / trials);
            int a = random.Next(Place.Length), place = area[random.Next(area.Length)], b = at[place], from = Place[a];
            if (place == from) continue;
            double before = CostOf(a, from, -1, 0) + (b < 0 ? 0 : CostOf(b, place, -1, 0));
            double after = CostOf(a, place, b, from) + (b < 0 ? 0 : CostOf(b, from, a, place));
            if (after > before && random.NextDouble() >= Math.Exp((before - after) / Math.Max(temperature, 1e-300))) continue;
            (Place[a], at[place], at[from]) = (place, a, b);
            if (b >= 0) Place[b] = from;
        }
    }

    private double CostOf(int core, int place, int other, int otherPlace)
    {
        double cost = 0;
        int column = columns[place], row = rows[place];
        foreach ((int to, double packets) in neighbours[core])
        {
            int there = to == other ? otherPlace : Place[to];
            cost += packets * (Math.Abs(column - columns[there]) + Math.Abs(row - rows[there]));
        }

        return cost;
    }
}
