namespace Myelin.Analysis.Energy;

/// <summary>What an expression does; those from <see cref="Add"/> to <see cref="Function"/> are counted.</summary>
internal enum ExpressionKind
{
    Constant,
    Parameter,
    Variable,
    Free,
    Choice,
    Add,
    Subtract,
    Multiply,
    Divide,
    Compare,
    CompareEqual,
    Minimum,
    Maximum,
    Threshold,
    Function,
}

/// <summary>The expressions of one step of a model; the same expression is there once.</summary>
internal sealed class ExpressionGraph : IDisposable
{
    [ThreadStatic]
    private static ExpressionGraph? current;

    private readonly List<Node> nodes = [];
    private readonly Dictionary<Node, int> places = [];

    private ExpressionGraph() => Constant(0);

    /// <summary>The graph of this thread, between <see cref="Begin"/> and <see cref="Dispose"/>.</summary>
    public static ExpressionGraph Current => current ?? throw new InvalidOperationException("Expressions are built within a graph only.");

    public static ExpressionGraph Begin() => current = new ExpressionGraph();

    public void Dispose() => current = null;

    public Expression Constant(double value) => Place(new Node(ExpressionKind.Constant, "", -1, -1, -1, value));

    public Expression Variable() => Place(new Node(ExpressionKind.Variable, "", -1, -1, -1, nodes.Count));

    /// <summary>A number that is the same in every step, but is not known: what is made of such numbers alone is made before the first step.</summary>
    public Expression Parameter() => Place(new Node(ExpressionKind.Parameter, "", -1, -1, -1, nodes.Count));

    /// <summary>The number that an expression is whatever the variables; null where it depends on them.</summary>
    public double? Value(Expression expression) => nodes[expression.Place] is { Kind: ExpressionKind.Constant } node ? node.Number : null;

    public Expression Unary(ExpressionKind kind, string name, Expression of, Func<double, double> fold) =>
        Value(of) is { } known ? Constant(fold(known)) : Place(new Node(IsFixed(of) ? ExpressionKind.Parameter : kind, name + kind, of.Place, -1, -1, 0));

    public Expression Binary(ExpressionKind kind, Expression left, Expression right, Func<double, double, double> fold) =>
        Value(left) is { } a && Value(right) is { } b ? Constant(fold(a, b))
        : Place(new Node(IsFixed(left) && IsFixed(right) ? ExpressionKind.Parameter : kind, kind.ToString(), left.Place, right.Place, -1, 0));

    public Expression Choice(Expression condition, Expression ifTrue, Expression otherwise) =>
        Place(new Node(ExpressionKind.Choice, "", condition.Place, ifTrue.Place, otherwise.Place, 0));

    /// <summary>Counts what the results depend on.</summary>
    /// <param name="spike">What is handed on; what a spike is worth is part of the weights that it meets, and costs nothing here.</param>
    /// <param name="results">What else is needed.</param>
    public StepOperations Count(Expression spike, ReadOnlySpan<Expression> results)
    {
        bool[] needed = new bool[nodes.Count];
        Node last = nodes[spike.Place];
        bool isScaled = last.Kind == ExpressionKind.Multiply && last.Parts.Any(part => nodes[part].Kind == ExpressionKind.Parameter);
        needed[isScaled ? last.Parts.Single(part => nodes[part].Kind != ExpressionKind.Parameter) : spike.Place] = true;
        foreach (Expression result in results) needed[result.Place] = true;

        // A node comes after those it is made of. What is needed for nothing but a threshold test is part of the test.
        bool[] needsNumber = [.. needed];
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (int part in nodes[i].Parts)
            {
                needed[part] = true;
                needsNumber[part] |= nodes[i].Kind != ExpressionKind.Threshold;
            }
        }

        int adds = 0, multiplies = 0, divides = 0, compares = 0, functions = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (!needed[i]) continue;
            switch (nodes[i].Kind)
            {
                case ExpressionKind.Add or ExpressionKind.Subtract:
                    if (needsNumber[i]) adds++;
                    break;
                case ExpressionKind.Multiply:
                    multiplies++;
                    break;
                case ExpressionKind.Divide:
                    divides++;
                    break;
                case ExpressionKind.Compare or ExpressionKind.CompareEqual or ExpressionKind.Minimum or ExpressionKind.Maximum or ExpressionKind.Threshold:
                    compares++;
                    break;
                case ExpressionKind.Function:
                    functions++;
                    break;
                default:
                    break;
            }
        }

        return new StepOperations(adds, multiplies, divides, compares, functions, 0);
    }

    private bool IsFixed(Expression expression) => nodes[expression.Place].Kind is ExpressionKind.Constant or ExpressionKind.Parameter;

    private Expression Place(Node node)
    {
        if (places.TryGetValue(node, out int place)) return new Expression(place);
        nodes.Add(node);
        places.Add(node, nodes.Count - 1);
        return new Expression(nodes.Count - 1);
    }

    private readonly record struct Node(ExpressionKind Kind, string Name, int First, int Second, int Third, double Number)
    {
        public IEnumerable<int> Parts => new[] { First, Second, Third }.Where(part => part >= 0);
    }
}
