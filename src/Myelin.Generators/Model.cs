namespace Myelin.Generators;

/// <summary>Everything the generated code of one model's struct depends on; holds no compiler object, so it can be compared.</summary>
/// <param name="Kind">What kind of model it is.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">The struct's name.</param>
/// <param name="Text">Its documentation.</param>
/// <param name="Parameters">Its public init properties.</param>
/// <param name="States">The numbers of its state, flattened.</param>
/// <param name="Constants">The numbers of its constants, flattened.</param>
/// <param name="Ports">The numbers of a neuron's input, flattened.</param>
/// <param name="Unit">The unit of what arrives at a receptor, or of a coupling's weight.</param>
/// <param name="IsMutual">Whether a coupling acts both ways.</param>
/// <param name="IsStochastic">Whether a neuron's or a release's step takes random numbers.</param>
/// <param name="SeesMembrane">Whether a receptor's step takes the membrane potential.</param>
/// <param name="HasInitial">Whether it declares its initial state.</param>
/// <param name="HasConflict">Whether it checks its parameters together.</param>
/// <param name="PrintsItself">Whether it declares its own text form.</param>
internal sealed record Model(
    ModelKind Kind,
    string Namespace,
    string Name,
    ModelText Text,
    EquatableList<Parameter> Parameters,
    EquatableList<Variable> States,
    EquatableList<Variable> Constants,
    EquatableList<Variable> Ports,
    string Unit,
    bool IsMutual,
    bool IsStochastic,
    bool SeesMembrane,
    bool HasInitial,
    bool HasConflict,
    bool PrintsItself)
{
    /// <summary>What only a rule of plasticity has.</summary>
    public RulePart? Rule { get; set; }

    /// <summary>The struct as any code can name it.</summary>
    public string FullName => Namespace.Length == 0 ? $"global::{Name}" : $"global::{Namespace}.{Name}";
}

/// <summary>What only a rule of plasticity has.</summary>
/// <param name="Pre">The numbers that a synapse's source remembers.</param>
/// <param name="Post">The numbers that a synapse's target remembers.</param>
/// <param name="Neuron">The numbers that are followed of a synapse's target in every step.</param>
/// <param name="Methods">What it does, by event.</param>
/// <param name="PairsSimultaneous">Whether two spikes at the same time are a pair.</param>
internal sealed record RulePart(
    EquatableList<Variable> Pre, EquatableList<Variable> Post, EquatableList<Variable> Neuron, EquatableList<RuleMethod> Methods, bool PairsSimultaneous)
{
    private static readonly string[] given = ["neuron", "past", "c", "spike", "factor"];

    /// <summary>The variables of the target's state that its step reads, by name.</summary>
    public IEnumerable<string> Reads =>
        Methods.Where(m => m.Name == "OnStep").SelectMany(m => m.Arguments).Where(a => !given.Contains(a)).Select(a => char.ToUpperInvariant(a[0]) + a.Substring(1));
}

/// <summary>One method of a rule of plasticity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">The names of its parameters, in order.</param>
internal sealed record RuleMethod(string Name, EquatableList<string> Arguments);

/// <summary>What a model's documentation comment says, in plain text.</summary>
internal sealed record ModelText(string Summary, string Equation, string Source);

/// <summary>One parameter.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Kind">What its type is.</param>
/// <param name="Type">Its type as any code can name it.</param>
/// <param name="Range">The values allowed.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Choices">The names of the values, where it is a <see cref="ParameterKind.Choice"/>.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, string Type, ParameterRange Range, string Summary, EquatableList<string> Choices);

/// <summary>The types that a parameter can have.</summary>
internal enum ParameterKind
{
    Quantity,
    Number,
    WholeNumber,
    Switch,
    Choice,
}

/// <summary>The values that a parameter can have.</summary>
/// <param name="Kind">Which attribute says so.</param>
/// <param name="Low">The smallest value of <see cref="RangeKind.Between"/>.</param>
/// <param name="High">The largest value of <see cref="RangeKind.Between"/>.</param>
internal sealed record ParameterRange(RangeKind Kind, double Low, double High);

/// <summary>The attributes that limit a parameter.</summary>
internal enum RangeKind
{
    Any,
    Positive,
    NonNegative,
    Between,
}

/// <summary>One number of a state, of constants or of an input.</summary>
/// <param name="Name">Its path from the struct: <c>U</c>, <c>Receptor.X</c>, <c>Delayed[3]</c>.</param>
/// <param name="Unit">Its unit's symbol; empty for a pure number.</param>
/// <param name="Summary">What it means.</param>
internal sealed record Variable(string Name, string Unit, string Summary);
