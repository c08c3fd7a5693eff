using System.Globalization;
using Myelin.Connectivity;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>Several linear nodes one after the other, as one rule: the products of the weights along every way, those of the same delay added.</summary>
internal sealed record LinearChain : ConnectionRule
{
    private readonly LinearStage[] stages;
    private readonly Time dt;

    /// <summary>A rule from linear nodes.</summary>
    /// <param name="stages">The nodes in order.</param>
    /// <param name="inputs">Number of elements that come in.</param>
    /// <param name="hasDelays">Whether connections have delays of their own; else those of the stages are the projection's.</param>
    /// <param name="dt">Length of a step.</param>
    public LinearChain(IReadOnlyList<LinearStage> stages, int inputs, bool hasDelays, Time dt)
    {
        this.stages = [.. stages];
        (Inputs, HasDelays, this.dt) = (inputs, hasDelays, dt);
    }

    public override string? WeightUnit => "";

    public override bool HasDelays { get; }

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
        new Stream([.. stages.Select(stage => new ThreadLocal<LinearStage.Reader>(stage.Open))], HasDelays ? dt.InMilliseconds : null);

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

    private sealed class Stream(ThreadLocal<LinearStage.Reader>[] readers, double? dt) : ConnectionStream
    {
        public override bool BySource => true;

        public override bool HasWeights => true;

        public override bool HasDelays => dt is not null;

        public override void Fill(int neuron, Partners partners)
        {
            var sums = new SortedDictionary<(int Target, int Steps), double>();
            Walk([.. readers.Select(r => r.Value!)], 0, neuron, 1, 0, (target, weight, steps) =>
            {
                (int, int) key = (target, dt is null ? 0 : Math.Max(1, steps));
                sums[key] = sums.GetValueOrDefault(key) + weight;
            });
            partners.Clear();
            foreach (((int target, int steps), double weight) in sums)
            {
                if (dt is { } step) partners.Add(target, weight, steps * step);
                else partners.Add(target, weight);
            }
        }
    }
}
