using Myelin.Connectivity;

namespace Myelin.Interchange.Mapping;

/// <summary>One linear node on the way from one population to another.</summary>
internal abstract class LinearStage
{
    /// <summary>Number of elements that go out.</summary>
    public abstract int Outputs { get; }

    /// <summary>Opens the stage for use by one thread.</summary>
    public abstract Reader Open();

    /// <summary>Hands out where one element goes.</summary>
    public abstract class Reader
    {
        /// <summary>Where an element goes, by which weight and after how many steps.</summary>
        public abstract void Follow(int element, Action<int, double, int> found);
    }
}

/// <summary>Weights: a matrix, a convolution or a pooling.</summary>
internal sealed class RuleStage(ConnectionRule rule, int inputs, int outputs) : LinearStage
{
    public override int Outputs => outputs;

    public ConnectionRule Rule => rule;

    public override Reader Open() => new RuleReader(rule.Open(inputs, outputs, samePopulation: false, 0, 0));

    public override string ToString() => rule.ToString();

    private sealed class RuleReader(ConnectionStream stream) : Reader
    {
        private readonly Partners partners = new();

        public override void Follow(int element, Action<int, double, int> found)
        {
            stream.Fill(element, partners);
            for (int i = 0; i < partners.Count; i++) found(partners.Indices[i], partners.Weights[i], 0);
        }
    }
}

/// <summary>Factors and delays element by element.</summary>
internal sealed class ElementStage(int elements, double[]? factors, int[]? steps) : LinearStage
{
    public override int Outputs => elements;

    /// <summary>The delay of all in steps, where it is the same.</summary>
    public int? Steps => steps is null ? 0 : steps.Length == 1 || Array.TrueForAll(steps, s => s == steps[0]) ? steps[0] : null;

    /// <summary>The shortest delay of any in steps.</summary>
    public int Least => steps is null ? 0 : steps.Min();

    /// <summary>The factor of all, where it is the same.</summary>
    public double? Factor => factors is null ? 1 : factors.Length == 1 || Array.TrueForAll(factors, f => f.Equals(factors[0])) ? factors[0] : null;

    public override Reader Open() => new ElementReader(factors, steps);

    public override string ToString()
    {
        var content = new WeightTensor([.. factors ?? [], .. steps?.Select(s => (double)s) ?? []]);
        return $"{(factors is null ? "delay" : "scale")} {content}";
    }

    private sealed class ElementReader(double[]? factors, int[]? steps) : Reader
    {
        public override void Follow(int element, Action<int, double, int> found) =>
            found(element, factors is null ? 1 : factors[factors.Length == 1 ? 0 : element], steps is null ? 0 : steps[steps.Length == 1 ? 0 : element]);
    }
}
