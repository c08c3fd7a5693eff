using Myelin.Randomness;

namespace Myelin.Connectivity.Distance;

/// <summary>
/// Connects by distance without looking at every pair: targets are grouped into blocks of neighbours, and blocks into districts; the probability
/// at a group's nearest edge bounds those inside; targets are skipped by this bound, and those that are not skipped are accepted with the
/// probability that makes up for it.
/// Source: thinning, Devroye (1986), "Non-uniform random variate generation", chapter VI.
/// </summary>
internal sealed class DistanceStream : ConnectionStream
{
    private const int BlockSize = 64;
    private const int BlocksPerDistrict = 64;

    /// <summary>With fewer candidates than this on average, looking at each block of a district would cost more than it saves.</summary>
    private const double FewCandidates = 1;

    private readonly DistanceDependent rule;
    private readonly int sources;
    private readonly bool excludeSelf;
    private readonly ulong seed;
    private readonly uint projection;
    private readonly Position period;
    private readonly int[] order;
    private readonly Position[] positions;
    private readonly Area[] blocks;
    private readonly Area[] districts;

    public DistanceStream(DistanceDependent rule, int sources, int targets, bool excludeSelf, ulong seed, uint projection)
    {
        (this.rule, this.sources, this.excludeSelf, this.seed, this.projection) = (rule, sources, excludeSelf, seed, projection);
        period = rule.Targets.Period;
        positions = new Position[targets];
        for (int i = 0; i < targets; i++) positions[i] = Wrap(rule.Targets.Locate(i, targets));
        order = OrderByPlace(positions);
        positions = Array.ConvertAll(order, i => positions[i]);
        blocks = Divide(positions, BlockSize);
        districts = Divide(positions, BlockSize * BlocksPerDistrict);
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
        Walk walk = new(this, neuron, partners);
        for (int d = 0; d < districts.Length; d++)
        {
            int firstBlock = d * BlocksPerDistrict;
            int endBlock = Math.Min(firstBlock + BlocksPerDistrict, blocks.Length);
            int first = firstBlock * BlockSize;
            int end = Math.Min(endBlock * BlockSize, order.Length);
            double bound = walk.Bound(districts[d]);

            // What decides is where source and district are, not what was drawn: that would bias the draws.
            if (bound * (end - first) < FewCandidates)
            {
                walk.Visit(first, end, bound);
                continue;
            }

            for (int b = firstBlock; b < endBlock; b++)
                walk.Visit(b * BlockSize, Math.Min((b + 1) * BlockSize, order.Length), walk.Bound(blocks[b]));
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

    private static Area[] Divide(ReadOnlySpan<Position> positions, int size)
    {
        Area[] areas = new Area[(positions.Length + size - 1) / size];
        for (int i = 0; i < areas.Length; i++) areas[i] = new Area(positions.Slice(i * size, Math.Min(size, positions.Length - (i * size))));
        return areas;
    }

    /// <summary>One source's way past all targets.</summary>
    private ref struct Walk
    {
        private readonly DistanceStream owner;
        private readonly DistanceKernel kernel;
        private readonly Position source;
        private readonly int self;
        private readonly Partners partners;
        private RandomStream stream;
        private UnitExponentials exponentials = new();
        private double budget;

        public Walk(DistanceStream owner, int neuron, Partners partners)
        {
            (this.owner, this.partners, kernel) = (owner, partners, owner.rule.Kernel);
            source = owner.Wrap(owner.rule.Sources.Locate(neuron, owner.sources));
            self = owner.excludeSelf ? neuron : -1;
            stream = new RandomStream(owner.seed, StreamPurpose.Connectivity, owner.projection, (uint)neuron);
            budget = exponentials.Next(ref stream);
        }

        /// <summary>The largest probability that a target in an area can have.</summary>
        public readonly double Bound(in Area area) => kernel.Probability(area.DistanceTo(source, owner.period));

        /// <summary>Connects to targets in a range of the order, none of which is more probable than the bound.</summary>
        public void Visit(int next, int end, double bound)
        {
            if (bound == 0) return;
            double rate = UnitExponentials.Rate(bound);
            while (next < end)
            {
                double skipped = Math.Floor(budget / rate);
                if (skipped >= end - next)
                {
                    // What is left of an exponential that has not run out is an exponential again.
                    budget = Math.Max(0, budget - (rate * (end - next)));
                    return;
                }

                next += (int)skipped;
                Position target = owner.positions[next];
                double x = AlongAxis(source.X, target.X, owner.period.X);
                double y = AlongAxis(source.Y, target.Y, owner.period.Y);
                if (stream.NextDouble() * bound < kernel.Probability(Length(x, y)) && owner.order[next] != self)
                    partners.Add(owner.order[next]);
                next++;
                budget = exponentials.Next(ref stream);
            }
        }
    }

    /// <summary>The smallest rectangle around the targets of a block or district.</summary>
    private readonly struct Area
    {
        private readonly double left = double.PositiveInfinity;
        private readonly double right = double.NegativeInfinity;
        private readonly double bottom = double.PositiveInfinity;
        private readonly double top = double.NegativeInfinity;

        public Area(ReadOnlySpan<Position> positions)
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
