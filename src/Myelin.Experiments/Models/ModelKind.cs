using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>What sort of thing a neuron model is, by what it says of itself.</summary>
public enum ModelKind
{
    /// <summary>Its membrane potential is in mV.</summary>
    Membrane,

    /// <summary>Pure numbers in continuous time: the length of a step counts.</summary>
    Dimensionless,

    /// <summary>A map: one step is one iteration, whatever its length.</summary>
    Map,

    /// <summary>It remembers nothing.</summary>
    Memoryless,
}

/// <summary>Tells the kinds of models apart.</summary>
public static class ModelKinds
{
    private static readonly Time OneStep = Time.FromValue(0.1);
    private static readonly Time OtherStep = Time.FromValue(0.05);

    /// <summary>The kind of a model.</summary>
    public static ModelKind Of(INeuronModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Info.States.Count == 0)
            return ModelKind.Memoryless;
        if (IgnoresStep(model))
            return ModelKind.Map;
        return string.Equals(model.Info.States[MembraneIndex(model.Info)].Unit, Voltage.Unit, StringComparison.Ordinal) ? ModelKind.Membrane : ModelKind.Dimensionless;
    }

    /// <summary>The heading of a kind.</summary>
    public static string Title(ModelKind kind) => kind switch
    {
        ModelKind.Membrane => "Membrane potential in mV",
        ModelKind.Dimensionless => "Pure numbers in continuous time",
        ModelKind.Map => "Maps: one step is one iteration",
        _ => "Sources and relays: nothing is remembered",
    };

    /// <summary>The state variable that stands for the membrane: <c>U</c>, else the first.</summary>
    internal static int MembraneIndex(NeuronInfo info)
        => Math.Max(0, info.States.ToList().FindIndex(state => string.Equals(state.Name, "U", StringComparison.Ordinal)));

    // A time among the parameters matters only through the length of a step, so its absence needs no check of its own.
    private static bool IgnoresStep(INeuronModel model)
    {
        try
        {
            return model.LowerConstants(OneStep).AsSpan().SequenceEqual(model.LowerConstants(OtherStep))
                && model.LowerInitialState(OneStep).AsSpan().SequenceEqual(model.LowerInitialState(OtherStep));
        }
        catch (ArgumentException)
        {
            // A model that refuses a step looks at its length; one whose parameters contradict each other says so when it is run.
            return false;
        }
    }
}
