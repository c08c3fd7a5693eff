using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>
/// A part of a model: a function of a tensor with parameters, and other modules within. What a layer derives from: one file with its parameters
/// and <see cref="Compute"/>.
/// </summary>
public abstract class Module
{
    private readonly List<Module> children = [];
    private readonly List<Parameter> parameters = [];
    private readonly List<Parameter> buffers = [];
    private Module? parent;
    private string? path;

    /// <summary>Its name within the module that it is part of.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Its name within the whole model: names from the outermost in, with dots between.</summary>
    public string Path => path ??= parent is null || parent.Path.Length == 0 ? Name : $"{parent.Path}.{Name}";

    /// <summary>The modules that it is made of.</summary>
    public IReadOnlyList<Module> Children => children;

    /// <summary>Whether it is being trained; dropout and batch normalisation ask.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>
    /// Whether what it gives at a time step follows from its input at that step alone, in the same way at every step, without random numbers:
    /// an input that stays the same is then computed once for all steps.
    /// </summary>
    public virtual bool IsTimeless => false;

    /// <summary>Whether it is timeless and linear in its input, a constant apart: traces of its input pass through it as the input does.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Its parameters, without those of the modules within.</summary>
    public IReadOnlyList<Parameter> OwnParameters => parameters;

    /// <summary>All parameters, its own and those within, with their full names.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters
    {
        get
        {
            foreach (Parameter parameter in parameters) yield return (Path.Length == 0 ? parameter.Name : $"{Path}.{parameter.Name}", parameter);
            foreach (Module child in children)
            {
                foreach ((string, Parameter) inner in child.Parameters) yield return inner;
            }
        }
    }

    /// <summary>Numbers that are part of the model but not learnt, such as running means, with their full names.</summary>
    public IEnumerable<(string Name, Parameter Values)> Buffers
    {
        get
        {
            foreach (Parameter buffer in buffers) yield return (Path.Length == 0 ? buffer.Name : $"{Path}.{buffer.Name}", buffer);
            foreach (Module child in children)
            {
                foreach ((string, Parameter) inner in child.Buffers) yield return inner;
            }
        }
    }

    /// <summary>This module and all within, outermost first.</summary>
    public IEnumerable<Module> All => children.SelectMany(child => child.All).Prepend(this);

    /// <summary>Computes the module.</summary>
    /// <param name="input">The input; sequences are [T, B, ...].</param>
    /// <exception cref="ArgumentException">The shape of the input does not fit; the message names both shapes.</exception>
    public Tensor Forward(Tensor input)
    {
        Tape tape = Tape.Current;
        string? outer = tape.Layer;
        tape.Layer = Path.Length == 0 ? GetType().Name : Path;
        try
        {
            Tensor output = Compute(input);
            tape.Probe?.Saw(this, input, output);
            return output;
        }
        finally
        {
            tape.Layer = outer;
        }
    }

    /// <summary>From now on it is trained.</summary>
    public void Train() => SetTraining(true);

    /// <summary>From now on it is evaluated.</summary>
    public void Evaluate() => SetTraining(false);

    /// <summary>Sequences start anew: forgets the state carried from one part of a sequence to the next.</summary>
    /// <param name="sequence">Which sequence begins: the random numbers of stochastic neurons and of dropout are its own.</param>
    public virtual void ResetState(long sequence = 0)
    {
        foreach (Module child in children) child.ResetState(sequence);
    }

    /// <summary>Whether the state after a part of a sequence is where the next part starts.</summary>
    /// <param name="carries">Whether it is.</param>
    public virtual void CarryState(bool carries)
    {
        foreach (Module child in children) child.CarryState(carries);
    }

    /// <summary>
    /// What it did itself in a pass, for those who count operations; the modules within say theirs. Nothing by default, as for pooling, reshaping and normalisation.
    /// </summary>
    /// <param name="input">What came in.</param>
    /// <param name="output">What it gave.</param>
    protected internal virtual LayerWork? WorkOf(Tensor input, Tensor output) => null;

    /// <summary>The function itself.</summary>
    protected abstract Tensor Compute(Tensor input);

    /// <summary>Adds a parameter; a constructor calls it.</summary>
    /// <param name="name">Its name, such as weight.</param>
    /// <param name="shape">Its shape.</param>
    protected Parameter AddParameter(string name, Shape shape)
    {
        var parameter = new Parameter(name, shape);
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds weights of synapses: parameters that are quantised, pruned and counted as such; a constructor calls it.</summary>
    /// <param name="name">Their name, such as weight.</param>
    /// <param name="shape">Their shape.</param>
    protected Parameter AddWeight(string name, Shape shape)
    {
        var weight = new Parameter(name, shape) { IsWeight = true };
        parameters.Add(weight);
        return weight;
    }

    /// <summary>Adds numbers that belong to the model but are not learnt.</summary>
    /// <param name="name">Their name, such as running_mean.</param>
    /// <param name="shape">Their shape.</param>
    protected Parameter AddBuffer(string name, Shape shape)
    {
        var buffer = new Parameter(name, shape) { Learns = false };
        buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Adds a module that this one is made of.</summary>
    /// <typeparam name="TModule">Its type.</typeparam>
    /// <param name="name">Its name within this one.</param>
    /// <param name="child">The module.</param>
    /// <exception cref="ArgumentException">It is part of another module already.</exception>
    protected TModule Add<TModule>(string name, TModule child)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(child);
        if (child.parent is not null) throw new ArgumentException($"The {child.GetType().Name} '{child.Path}' is part of a module already and cannot be '{name}' of another.");
        child.parent = this;
        child.Name = name;
        children.Add(child);
        foreach (Module inner in child.All) inner.path = null;
        return child;
    }

    private void SetTraining(bool training)
    {
        IsTraining = training;
        foreach (Module child in children) child.SetTraining(training);
    }
}
