using Myelin.Learning.Tensors;

namespace Myelin.Learning.Initialisation;

/// <summary>Which connections of a neuron an initialiser counts.</summary>
public enum FanMode
{
    /// <summary>Those that come in: signals keep their size.</summary>
    In,

    /// <summary>Those that go out: gradients keep their size.</summary>
    Out,
}

/// <summary>How many connections come into a neuron and go out of one.</summary>
/// <param name="In">Those that come in.</param>
/// <param name="Out">Those that go out.</param>
public readonly record struct Fan(long In, long Out)
{
    /// <summary>The connections of a layer with weights of this shape.</summary>
    /// <param name="shape">[out, in] of a linear layer, [out, in, ...] of a convolution with the lengths of its kernel.</param>
    /// <param name="name">The parameter, for the message.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public static Fan Of(Shape shape, string name)
    {
        if (shape.Rank < 2) throw new ArgumentException($"The parameter '{name}' of shape {shape} has no connections to count: it needs two axes or more, [out, in, ...].");
        long kernel = shape.Product(2);
        return new Fan(shape[1] * kernel, shape[0] * kernel);
    }

    /// <summary>The one of the two that is wanted.</summary>
    public long Of(FanMode mode) => mode == FanMode.In ? In : Out;
}
