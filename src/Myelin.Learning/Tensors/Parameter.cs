namespace Myelin.Learning.Tensors;

/// <summary>A tensor that is learnt: its numbers live as long as the model and are changed by an optimiser.</summary>
public sealed class Parameter
{
    private readonly Storage storage = new();

    /// <summary>Makes a parameter of zeros.</summary>
    /// <param name="name">Its name within its module, such as weight.</param>
    /// <param name="shape">Lengths of the axes.</param>
    public Parameter(string name, Shape shape)
    {
        Name = name;
        storage.Shape = shape;
        storage.RequiresGradient = true;
        storage.Allocate();
        Tensor.Values.Clear();
    }

    /// <summary>Its name within its module.</summary>
    public string Name { get; }

    /// <summary>Lengths of the axes.</summary>
    public Shape Shape => storage.Shape;

    /// <summary>The tensor, for use in operations.</summary>
    public Tensor Tensor => new(storage);

    /// <summary>The numbers.</summary>
    public Span<float> Values => Tensor.Values;

    /// <summary>The gradient; empty where there is none.</summary>
    public Span<float> Gradient => Tensor.HasGradient ? Tensor.Gradient : [];

    /// <summary>Whether it holds the weights of synapses: what is quantised, pruned, perturbed and counted, unlike biases, norms and delays. A layer says so where it adds it.</summary>
    public bool IsWeight { get; internal init; }

    /// <summary>
    /// What layers see in place of the stored numbers, such as the same rounded to few bits; null for the numbers themselves. Everything that changes what a weight does, but not
    /// what is stored and learnt, plugs in here: layers compute with <see cref="Used"/>.
    /// </summary>
    public IWeightForm? Form { get; set; }

    /// <summary>What a layer computes with: the tensor in its <see cref="Form"/>.</summary>
    public Tensor Used => Form is null ? Tensor : Form.Of(Tensor);

    /// <summary>Whether it is learnt; a frozen one gets no gradient.</summary>
    public bool Learns
    {
        get => storage.RequiresGradient;
        set => storage.RequiresGradient = value;
    }

    /// <summary>The parameter as an operand: <see cref="Used"/>.</summary>
    public static implicit operator Tensor(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Used;
    }

    /// <summary>Forgets the gradient, so that the next backward pass starts anew.</summary>
    public void ZeroGradient() => storage.ForgetGradient();

    /// <summary>The gradient of a parameter, zeros where there is none yet.</summary>
    internal static unsafe Span<float> GradientToAddTo(Parameter parameter)
    {
        _ = parameter.storage.GradientTarget(whole: false, out _);
        return parameter.Gradient;
    }

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
