namespace Myelin.Generators;

/// <summary>A kind of model: the attribute that marks its structs, and the contract that they get.</summary>
/// <param name="Root">What the names of the contract's interfaces are made of: I...Model, I...Step, I...Visitor, ...Info.</param>
/// <param name="Namespace">The namespace of attribute and contract.</param>
/// <param name="Words">The kind in words.</param>
/// <param name="Owner">Who remembers the state, for messages.</param>
/// <param name="Steps">The signatures that a step can have, for messages.</param>
internal sealed record ModelKind(string Root, string Namespace, string Words, string Owner, string Steps)
{
    /// <summary>Structs marked <c>[Neuron]</c>.</summary>
    public static readonly ModelKind Neuron = new(
        "Neuron",
        "Myelin.Neurons",
        "neuron model",
        "one neuron remembers",
        "'public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)', "
        + "or 'Step<V, TDraws>' with a last parameter 'ref TDraws draws' if it draws random numbers");

    /// <summary>Structs marked <c>[Receptor]</c>.</summary>
    public static readonly ModelKind Receptor = new(
        "Receptor",
        "Myelin.Synapses",
        "receptor model",
        "the receptors of one neuron remember",
        "'public static V Step<V>(ref State<V> s, in Constants<V> c, V arriving)', "
        + "or with a last parameter 'V membrane' if the current depends on the membrane potential");

    /// <summary>Structs marked <c>[Release]</c>.</summary>
    public static readonly ModelKind Release = new(
        "Release",
        "Myelin.Synapses",
        "release rule",
        "the terminals of one neuron remember",
        "'public static V Step<V>(ref State<V> s, in Constants<V> c, V interval)', "
        + "or 'Step<V, TDraws>' with a last parameter 'ref TDraws draws' if it draws random numbers");

    /// <summary>Structs marked <c>[Coupling]</c>.</summary>
    public static readonly ModelKind Coupling = new(
        "Coupling",
        "Myelin.Synapses",
        "coupling model",
        "the terminals of one neuron remember",
        "'public static V Step<V>(ref State<V> s, in Constants<V> c, V source)' and 'public static V Current<V>(in Constants<V> c, V signal, V membrane)'");

    /// <summary>Structs marked <c>[PlasticityRule]</c>.</summary>
    public static readonly ModelKind Plasticity = new(
        "PlasticityRule",
        "Myelin.Plasticity",
        "plasticity rule",
        "one synapse remembers, its weight first",
        "at least one of 'public static void OnPre<V>', 'OnPost<V>', 'OnFactor<V>' and 'OnTick<V>' (with a parameter 'Time Period'), each with 'ref Synapse<V> synapse' "
        + "and any of 'in Constants<V> c, in Pre<V> pre, in Post<V> post, in Neuron<V> neuron, V sincePre, V sincePost, V elapsed, V factor, V total, V draw', taken by name; "
        + "'PreSpike<V>(ref Pre<V> pre, in Constants<V> c, V interval)' where there is a struct Pre, and PostSpike likewise; "
        + "'public static V OnStep<V>(ref Neuron<V> neuron, ...)' where there is a struct Neuron, with any of 'in Constants<V> c, V spike, V factor', "
        + "variables of the target's state by name, and 'in Neuron<V> past' (with a parameter 'Time Lag')");

    /// <summary>Every kind.</summary>
    public static readonly ModelKind[] All = [Neuron, Receptor, Release, Coupling, Plasticity];

    /// <summary>The attribute's full name.</summary>
    public string Attribute => $"{Namespace}.{Root}Attribute";

    /// <summary>The contract's namespace as any code can name it.</summary>
    public string Prefix => $"global::{Namespace}";

    /// <summary>The class that lists an assembly's models of this kind.</summary>
    public string Catalogue => $"Generated{Root}s";

    /// <summary>Name of the pipeline's step that ends with comparable models, for tests of what is cached.</summary>
    public string ModelsStep => $"{Root}Models";
}
