using System.Globalization;
using Myelin.Connectivity;

namespace Myelin.Interchange.Mapping;

/// <summary>Several linear nodes one after the other, as one rule: the products of the weights along every way, those of the same delay added.</summary>
internal sealed record LinearChain : ConnectionRule
{
    private readonly LinearStage[] stages;
    private readonly int? only;

    /// <summary>A rule from linear nodes.</summary>
    /// <param name="stages">The nodes in order.</param>
    /// <param name="inputs">Number of elements that come in.</param>
    /// <param name="only">The delay of the connections that the rule makes [steps]; null for all of them. Other ways through the nodes are other projections'.</param>
    public LinearChain(IReadOnlyList<LinearStage> stages, int inputs, int? only = null)
    {
        this.stages = [.. stages];
        (Inputs, this.only) = (inputs, only);
    }

    public override string? WeightUnit => "";

    /// <summary>Number of elements that come in.</summary>
    public int Inputs { get; }

    private int Outputs => stages.Length == 0 ? Inputs : stages[^1].Outputs;

    public override void Validate(int sources, int targets, bool samePopulation, string what)
    {
        if (sources != Inputs || targets != Outputs)
            throw new ArgumentException($"{what}: {this} takes {Inputs} and gives {Outputs} neurons, not {sources} and {targets}.");
    }

    public override double ExpectedConnections(int sources, int targets, bool samePopulation = false)
    {
        // At most as many as a full matrix; counted on a few sources.
        ConnectionStream stream = Open(sources, targets, samePopulation, 0, 0);
        var partners = new Partners();
        int sample = Math.Min(sources, 16);
        long found = 0;
        for (int i = 0; i < sample; i++)
        {
            stream.Fill((int)((long)i * sources / sample), partners);
            found += partners.Count;
        }

        return (double)found / sample * sources;
    }

    public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) =>
        new Stream([.. stages.Select(stage => new ThreadLocal<LinearStage.Reader>(stage.Open))], only);

    /// <summary>All delays that ways through the nodes have [steps], from the shortest on.</summary>
    public IReadOnlyCollection<int> Delays()
    {
        var found = new SortedSet<int>();
        LinearStage.Reader[] readers = [.. stages.Select(stage => stage.Open())];
        for (int i = 0; i < Inputs; i++) Walk(readers, 0, i, 1, 0, (_, _, steps) => found.Add(steps));
        return found;
    }

    /// <summary>y = chain x, one step of it; what is delayed by d steps goes to row d of the result.</summary>
    public void Apply(ReadOnlySpan<double> x, Action<int, double, int> add)
    {
        LinearStage.Reader[] readers = [.. stages.Select(stage => stage.Open())];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] != 0) Walk(readers, 0, i, x[i], 0, add);
        }
    }

    /// <summary>Where one element goes, by which weight and after how many steps.</summary>
    public void Follow(int element, Action<int, double, int> found) => Walk([.. stages.Select(stage => stage.Open())], 0, element, 1, 0, found);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"LinearChain({Inputs} to {Outputs}: {string.Join<LinearStage>(", ", stages)})");

    private static void Walk(LinearStage.Reader[] readers, int at, int element, double weight, int steps, Action<int, double, int> add)
    {
        if (at == readers.Length) add(element, weight, steps);
        else readers[at].Follow(element, (next, w, delay) => Walk(readers, at + 1, next, weight * w, steps + delay, add));
    }

    private sealed class Stream(ThreadLocal<LinearStage.Reader>[] readers, int? only) : ConnectionStream
    {
        public override bool BySource => true;

        public override bool HasWeights => true;

        public override bool HasDelays => false;

        public override void Fill(int neuron, Partners partners)
        {
            var sums = new SortedDictionary<int, double>();
            Walk([.. readers.Select(r => r.Value!)], 0, neuron, 1, 0, (target, weight, steps) =>
            {
                if (only is null || only == steps) sums[target] = sums.GetValueOrDefault(target) + weight;
            });
            partners.Clear();
            foreach ((int target, double weight) in sums) partners.Add(target, weight);
        }
    }
}
