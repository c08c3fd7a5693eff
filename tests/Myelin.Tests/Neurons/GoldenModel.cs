using Myelin.Neurons;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>How a model of another program maps to ours: parameters, ports, the variables to compare, and how closely.</summary>
/// <param name="Build">Our model with the parameters of a case.</param>
internal sealed record GoldenModel(Func<ReferenceNumbers, INeuronModel> Build)
{
    /// <summary>The port and the number that a spike of a weight brings; the receptor is the other program's port number.</summary>
    public Func<int, double, (string Port, double Number)> Spike { get; init; } = CurrentsBySign;

    /// <summary>The port of an external current.</summary>
    public string Current { get; init; } = "Current";

    /// <summary>Our state variables and the other program's columns; the membrane potential first.</summary>
    public (string State, string Column)[] Compared { get; init; } = [("U", "V_m")];

    /// <summary>What the other program records and we do not keep: a name, how it follows from our variables, and the column.</summary>
    public (string Name, Func<ReferenceNumbers, Func<string, double>, double> Of, string Column)[] Derived { get; init; } = [];

    /// <summary>Largest deviation in double precision, relative to the larger of 1 and the number.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>
    /// Largest deviation in 99 % of the steps, in either precision, where the few steps before a spike are much less certain than the others;
    /// infinite where they are not.
    /// </summary>
    public double UsualTolerance { get; init; } = double.PositiveInfinity;

    /// <summary>Largest deviation in single precision, measured and rounded up.</summary>
    public double FloatTolerance { get; init; } = 1e-5;

    /// <summary>Largest shift of a spike in double precision, in steps.</summary>
    public int SpikeSteps { get; init; }

    /// <summary>Largest shift of a spike in single precision, in steps.</summary>
    public int FloatSpikeSteps { get; init; }

    /// <summary>Excitatory and inhibitory currents: the sign of the weight decides.</summary>
    public static (string Port, double Number) CurrentsBySign(int receptor, double weight) => (weight < 0 ? "Inhibitory" : "Excitatory", weight);

    /// <summary>Excitatory and inhibitory conductances: the sign of the weight decides, its magnitude counts.</summary>
    public static (string Port, double Number) ConductancesBySign(int receptor, double weight) => (weight < 0 ? "Inhibitory" : "Excitatory", Math.Abs(weight));

    /// <summary>A jump of the membrane.</summary>
    public static (string Port, double Number) Jump(int receptor, double weight) => ("Voltage", weight);
}
