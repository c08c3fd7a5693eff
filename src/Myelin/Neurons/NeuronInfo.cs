namespace Myelin.Neurons;

/// <summary>What a model says of itself: read by validation, the command line, file formats and reports.</summary>
/// <param name="Name">The model's name, that of its struct.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Equation">The equations, in plain text.</param>
/// <param name="Source">Author, year and equation number of the published source.</param>
/// <param name="Parameters">What a user sets.</param>
/// <param name="States">What one neuron remembers, in the order of the state's fields.</param>
/// <param name="Ports">What one neuron receives, in the order of the input's fields.</param>
public sealed record NeuronInfo(
    string Name,
    string Summary,
    string Equation,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<VariableInfo> States,
    IReadOnlyList<VariableInfo> Ports);

/// <summary>One parameter of a model.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Unit">Its unit's symbol; empty for a pure number.</param>
/// <param name="Default">Its default, in that unit.</param>
/// <param name="Range">The values allowed, in words.</param>
/// <param name="Summary">What it means.</param>
public sealed record ParameterInfo(string Name, string Unit, double Default, string Range, string Summary)
{
    /// <summary>The smallest value allowed, in the unit; negative infinity where there is none.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>Whether that value itself is not allowed.</summary>
    public bool IsLowExcluded { get; init; }

    /// <summary>The largest value allowed, in the unit; infinity where there is none.</summary>
    public double High { get; init; } = double.PositiveInfinity;
}

/// <summary>One state variable or one input port of a model.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Unit">Its unit's symbol; empty for a pure number.</param>
/// <param name="Summary">What it means.</param>
public sealed record VariableInfo(string Name, string Unit, string Summary);
