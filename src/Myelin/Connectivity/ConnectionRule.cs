namespace Myelin.Connectivity;

/// <summary>
/// Who is connected to whom: a rule such as <see cref="FixedIndegree"/>, or weights with a shape of their own (dense, convolution, pooling).
/// A description: it holds no list of connections but streams them, one neuron's at a time. Its <see cref="object.ToString"/> is part of the
/// description of a network: short, the same on every machine, and different for rules that connect differently.
/// </summary>
public abstract record ConnectionRule
{
    /// <summary>Checks the parameters against the two populations.</summary>
    /// <param name="sources">Number of source neurons.</param>
    /// <param name="targets">Number of target neurons.</param>
    /// <param name="samePopulation">Whether sources and targets are the same neurons.</param>
    /// <param name="what">The projection's name, for the message.</param>
    /// <exception cref="ArgumentException">The rule cannot connect these; the message says why and what would be right.</exception>
    public abstract void Validate(int sources, int targets, bool samePopulation, string what);

    /// <summary>The number of connections, or its mean where it is random, for estimates before anything is built.</summary>
    /// <param name="sources">Number of source neurons.</param>
    /// <param name="targets">Number of target neurons.</param>
    /// <param name="samePopulation">Whether sources and targets are the same neurons.</param>
    public abstract double ExpectedConnections(int sources, int targets, bool samePopulation = false);

    /// <summary>Opens the stream of connections.</summary>
    /// <param name="sources">Number of source neurons.</param>
    /// <param name="targets">Number of target neurons.</param>
    /// <param name="samePopulation">Whether sources and targets are the same neurons, so that neuron i is its own target i.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="projection">Index of the projection, which names its random streams.</param>
    public abstract ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection);

    /// <summary>How an engine should keep the connections.</summary>
    public virtual ConnectionStorage Storage => ConnectionStorage.Sparse;

    /// <summary>The unit's symbol of the weights that the rule brings, empty for pure numbers; null where it brings none.</summary>
    public virtual string? WeightUnit => null;

    /// <summary>Whether the rule brings a delay for each connection.</summary>
    public virtual bool HasDelays => false;

    /// <summary>The numbers that a device which holds these connections has to store as weights; null where the rule is no list or table of them.</summary>
    public virtual WeightTensor? Stored => null;

    /// <summary>The same connections with other stored weights.</summary>
    /// <param name="weights">As many, in the shape of <see cref="Stored"/>.</param>
    /// <exception cref="InvalidOperationException">The rule stores no weights.</exception>
    public virtual ConnectionRule WithStored(WeightTensor weights) => throw new InvalidOperationException($"{this} stores no weights that could be replaced.");

    /// <summary>
    /// Where the stored weights lie in a matrix [outputs, inputs] as a crossbar would hold it: for a table, the first dimension are the outputs and the others together the inputs.
    /// </summary>
    /// <param name="inputs">Receives the input of every stored weight.</param>
    /// <param name="outputs">Receives the output of every stored weight.</param>
    public virtual void StoredPlaces(Span<int> inputs, Span<int> outputs)
    {
        int width = Stored is { Length: > 0 } stored ? stored.Length / stored.Shape[0] : 1;
        for (int i = 0; i < inputs.Length; i++) (outputs[i], inputs[i]) = Math.DivRem(i, width);
    }
}

/// <summary>How an engine should keep connections.</summary>
public enum ConnectionStorage
{
    /// <summary>As a table of synapses.</summary>
    Sparse,

    /// <summary>As a full matrix, one row per source.</summary>
    Dense,

    /// <summary>Not at all: a source's connections are streamed again when it spikes (shared weights).</summary>
    Procedural,
}

/// <summary>
/// The connections of one projection, by source or by target neuron. Threads may fill different neurons at once: the result depends only on
/// the neuron's index.
/// </summary>
public abstract class ConnectionStream
{
    /// <summary>True where <see cref="Fill"/> takes a source and gives its targets, false where it takes a target and gives its sources.</summary>
    public abstract bool BySource { get; }

    /// <summary>Whether the connections bring weights of their own.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Whether the connections bring delays of their own.</summary>
    public virtual bool HasDelays => false;

    /// <summary>Replaces the content of <paramref name="partners"/> by the partners of one neuron.</summary>
    /// <param name="neuron">Index of the neuron: a source or a target, as <see cref="BySource"/> says.</param>
    /// <param name="partners">Receives the partners, in a fixed order.</param>
    public abstract void Fill(int neuron, Partners partners);
}
