using System.Buffers.Binary;
using System.Security.Cryptography;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>
/// How a parameter's numbers are chosen before the training. Laws and names are those of torch.nn.init. The numbers are a pure function of the
/// seed and the name of the parameter, so that a layer that is added to a model does not change the others.
/// </summary>
public abstract record Initialiser
{
    private protected Initialiser()
    {
    }

    /// <summary>A law, or a number, as it is.</summary>
    /// <param name="law">The law, of pure numbers.</param>
    public static implicit operator Initialiser(Distribution law) => new FromLaw(law);

    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Initialiser(double value) => new FromLaw(value);

    /// <summary>The stream of random numbers of a parameter.</summary>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="name">The full name of the parameter in the model.</param>
    public static RandomStream StreamOf(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name), hash);
        uint a = BinaryPrimitives.ReadUInt32LittleEndian(hash), b = BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]);
        return new RandomStream(seed, StreamPurpose.Weights, a, b);
    }

    /// <summary>Chooses the numbers of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="name">The full name of the parameter in the model.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void Fill(Parameter parameter, ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Fill(parameter.Values, parameter.Shape, seed, name);
    }

    /// <summary>Chooses the numbers of an array.</summary>
    /// <param name="values">Receives the numbers, row-major.</param>
    /// <param name="shape">Lengths of the axes: [out, in, ...] for weights.</param>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="name">The full name of the parameter in the model.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void Fill(Span<float> values, Shape shape, ulong seed, string name)
    {
        if (values.Length != shape.Count) throw new ArgumentException($"The parameter '{name}' of shape {shape} has {shape.Count} numbers, got room for {values.Length}.");
        RandomStream stream = StreamOf(seed, name);
        Fill(values, shape, ref stream, name);
    }

    private protected abstract void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name);

    private protected static double Finite(double value, string what) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The {what} of an initialiser must be finite, got {value}.");
}
