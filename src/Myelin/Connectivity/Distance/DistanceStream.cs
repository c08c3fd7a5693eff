using Myelin.Randomness;

namespace Myelin.Connectivity.Distance;

/// <summary>
/// Connects by distance without looking at every pair: targets are grouped into blocks of neighbours, the probability at a block's nearest edge
/// bounds those inside, targets are skipped by this bound, and those that are not skipped are accepted with what the bound is too large by.
/// Source: thinning, Devroye (1986), "Non-uniform random variate generation", chapter VI.
/// </summary>
internal sealed class DistanceStream : ConnectionStream
{
    private const int BlockSize = 64;

    private readonly DistanceDependent rule;
    private readonly int sources;
    private readonly bool excludeSelf;
    private readonly ulong seed;
    private readonly uint projection;
    private readonly Position period;
    private readonly int[] order;
    private readonly Position[] positions;
    private readonly Block[] blocks;

    public DistanceStream(DistanceDependent rule, int sources, int targets, bool excludeSelf, ulong seed, uint projection)
    {
        (this.rule, this.sources, this.excludeSelf, this.seed, this.projection) = (rule, sources, excludeSelf, seed, projection);
        period = rule.Targets.Period;
        positions = new Position[targets];
        for (int i = 0; i < targets; i++) positions[i] = Wrap(rule.Targets.Locate(i, targets));
        order = OrderByPlace(positions);
        positions = Array.ConvertAll(order, i => positions[i]);
        blocks = new Block[(targets + BlockSize - 1) / BlockSize];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = new Block(positions.AsSpan(i * BlockSize, Math.Min(BlockSize, targets - (i * BlockSize))));
    }

    public override bool BySource => true;

    /// <summary>Distance of two coordinates along one axis.</summary>
    public static double AlongAxis(double a, double b, double period)
    {
        double distance = Math.Abs(a - b);
        return double.IsInfinity(period) ? distance : Math.Abs(distance - (period * Math.Round(distance / period)));
    }

    /// <summary>Length of a vector.</summary>
    public static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    public override void Fill(int neuron, Partners partners)
    {
        partners.Clear();
        Position source = Wrap(rule.Sources.Locate(neuron, sources));
        RandomStream stream = new(seed, StreamPurpose.Connectivity, projection, (uint)neuron);
        UnitExponentials exponentials = new();
        double budget = exponentials.Next(ref stream);
        for (int b = 0; b < blocks.Length; b++)
        {
            double bound = rule.Kernel.Probability(blocks[b].DistanceTo(source, period));
            if (bound == 0) continue;
            double rate = UnitExponentials.Rate(bound);
            int end = Math.Min((b + 1) * BlockSize, order.Length);
            int next = b * BlockSize;
            while (next < end)
            {
                double skipped = Math.Floor(budget / rate);
                if (skipped >= end - next)
                {
                    // What is left of an exponential that has not run out is an exponential again.
                    budget = Math.Max(0, budget - (rate * (end - next)));
                    break;
                }

                next += (int)skipped;
                Position target = positions[next];
                double distance = Length(AlongAxis(source.X, target.X, period.X), AlongAxis(source.Y, target.Y, period.Y));
                if (stream.NextDouble() * bound < rule.Kernel.Probability(distance) && !(excludeSelf && order[next] == neuron))
                    partners.Add(order[next]);
                next++;
                budget = exponentials.Next(ref stream);
            }
        }
    }

    private Position Wrap(Position position) => new(Wrap(position.X, period.X), Wrap(position.Y, period.Y));

    private static double Wrap(double coordinate, double period) =>
        double.IsInfinity(period) ? coordinate : coordinate - (period * Math.Floor(coordinate / period));

    /// <summary>Orders neurons along a Z-shaped curve (Morton 1966), so that neighbours in the order are neighbours in the plane.</summary>
    private static int[] OrderByPlace(Position[] positions)
    {
        if (positions.Length == 0) return [];
        (double left, double bottom) = (positions.Min(p => p.X), positions.Min(p => p.Y));
        double extent = Math.Max(positions.Max(p => p.X) - left, positions.Max(p => p.Y) - bottom);
        double cells = extent > 0 ? ushort.MaxValue / extent : 0;

        // The index in the lower half of the key makes the order total.
        ulong[] keys = new ulong[positions.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            uint x = Spread((uint)((positions[i].X - left) * cells));
            uint y = Spread((uint)((positions[i].Y - bottom) * cells));
            keys[i] = ((ulong)(x | (y << 1)) << 32) | (uint)i;
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)(uint)key);
    }

    /// <summary>Puts a 0 between any two of 16 bits.</summary>
    private static uint Spread(uint bits)
    {
        bits = (bits | (bits << 8)) & 0x00FF00FF;
        bits = (bits | (bits << 4)) & 0x0F0F0F0F;
        bits = (bits | (bits << 2)) & 0x33333333;
        return (bits | (bits << 1)) & 0x55555555;
    }

    /// <summary>The smallest rectangle around the targets of a block.</summary>
    private readonly struct Block
    {
        private readonly double left = double.PositiveInfinity;
        private readonly double right = double.NegativeInfinity;
        private readonly double bottom = double.PositiveInfinity;
        private readonly double top = double.NegativeInfinity;

        public Block(ReadOnlySpan<Position> positions)
        {
            foreach (Position position in positions)
            {
                (left, right) = (Math.Min(left, position.X), Math.Max(right, position.X));
                (bottom, top) = (Math.Min(bottom, position.Y), Math.Max(top, position.Y));
            }
        }

        public double DistanceTo(Position position, Position period) =>
            Length(Gap(position.X, left, right, period.X), Gap(position.Y, bottom, top, period.Y));

        // The same subtraction as between two neurons, so that rounding never puts a block farther away than its nearest neuron.
        private static double Gap(double coordinate, double low, double high, double period) => coordinate >= low && coordinate <= high
            ? 0
            : Math.Min(AlongAxis(coordinate, low, period), AlongAxis(coordinate, high, period));
    }
}
