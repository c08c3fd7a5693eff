namespace Myelin.Learning.Tensors;

/// <summary>
/// An array of single-precision numbers that remembers how it was computed, so that the gradient of a loss with respect to it can be had.
/// A small handle: it lives until <see cref="Tape.Clear"/> ends the iteration it was made in; a parameter's lives as long as the parameter.
/// Names and semantics are those of PyTorch. Sequences are [T, B, ...]: time, batch, neurons.
/// </summary>
public readonly partial struct Tensor : IEquatable<Tensor>
{
    private readonly Storage? storage;
    private readonly int version;

    internal Tensor(Storage storage)
    {
        this.storage = storage;
        version = storage.Version;
    }

    /// <summary>Lengths of the axes.</summary>
    public Shape Shape => Storage.Shape;

    /// <summary>Whether there is a tensor at all.</summary>
    public bool Exists => storage is not null;

    /// <summary>Whether a gradient with respect to it is computed.</summary>
    public bool RequiresGradient => Storage.RequiresGradient;

    /// <summary>Whether a gradient with respect to it has been computed.</summary>
    public bool HasGradient => Storage.HasGradient;

    /// <summary>Whether all slices of the outermost axis are the same one.</summary>
    public bool Repeats => Storage.Repeats;

    /// <summary>The numbers, row-major.</summary>
    /// <exception cref="InvalidOperationException">The iteration that it was made in has ended, or it has no number of its own (<see cref="Repeats"/>).</exception>
    public Span<float> Values
    {
        get
        {
            Storage s = Storage;
            if (s.Repeats) throw new InvalidOperationException($"A tensor of shape {s.Shape} that repeats one slice has no values for all of it; call Expanded() first.");
            return s.Values;
        }
    }

    /// <summary>The gradient of the loss, row-major.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Span<float> Gradient
    {
        get
        {
            Storage s = Storage;
            if (!s.HasGradient) throw new InvalidOperationException($"A tensor of shape {s.Shape} has no gradient: nothing was differentiated with respect to it, or the gradient was not kept.");
            return s.GradientValues;
        }
    }

    /// <summary>The only number of a tensor of one element.</summary>
    public float Item => Shape.Count == 1 ? Values[0] : throw new InvalidOperationException($"A tensor of shape {Shape} is not one number.");

    internal Storage Storage
    {
        get
        {
            if (storage is null) throw new InvalidOperationException("There is no tensor here (a default value).");
            return storage.Version == version
                ? storage
                : throw new InvalidOperationException("This tensor belongs to an iteration that has ended; copy what is needed before the tape is cleared.");
        }
    }

    internal unsafe float* Pointer => Storage.Data;

    internal unsafe float* GradientPointer => Storage.Gradient;

    /// <summary>Whether two handles mean the same tensor.</summary>
    public static bool operator ==(Tensor left, Tensor right) => left.Equals(right);

    /// <summary>Whether two handles mean different tensors.</summary>
    public static bool operator !=(Tensor left, Tensor right) => !left.Equals(right);

    /// <summary>A tensor of these numbers, on this thread's tape.</summary>
    /// <param name="values">As many as the shape has elements.</param>
    /// <param name="shape">Lengths of the axes.</param>
    /// <param name="requiresGradient">Whether a gradient with respect to it is wanted.</param>
    public static Tensor From(ReadOnlySpan<float> values, Shape shape, bool requiresGradient = false)
    {
        if (values.Length != shape.Count) throw new ArgumentException($"The shape {shape} has {shape.Count} elements, got {values.Length} values.");
        Tensor tensor = Empty(shape, requiresGradient);
        values.CopyTo(tensor.Values);
        return tensor;
    }

    /// <summary>A tensor whose numbers are not set yet, on this thread's tape.</summary>
    public static Tensor Empty(Shape shape, bool requiresGradient = false)
    {
        Tensor tensor = Tape.Current.New(shape);
        tensor.Storage.RequiresGradient = requiresGradient;
        return tensor;
    }

    /// <summary>A tensor of zeros, on this thread's tape.</summary>
    public static Tensor Zeros(Shape shape)
    {
        Tensor tensor = Empty(shape);
        tensor.Values.Clear();
        return tensor;
    }

    /// <summary>The same numbers, through which no gradient passes.</summary>
    public Tensor Detach() => Tape.Current.View(this, Shape, 0, requiresGradient: false);

    /// <summary>The same numbers as another shape; no copy.</summary>
    /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
    public Tensor Reshape(Shape shape)
    {
        if (shape.Count != Shape.Count) throw new ArgumentException($"A tensor of shape {Shape} cannot be reshaped to {shape}: {Shape.Count} elements are not {shape.Count}.");
        if (!Repeats) return Tape.Current.View(this, shape, 0, RequiresGradient);
        if (shape.Rank > 0 && shape[0] == Shape[0]) return Tape.Current.View(this, shape, 0, RequiresGradient);
        return Expanded().Reshape(shape);
    }

    /// <summary>Joins the axes from one on to the last; no copy.</summary>
    /// <param name="from">The first axis to join.</param>
    public Tensor Flatten(int from)
    {
        Shape shape = Shape;
        Span<int> lengths = stackalloc int[shape.Rank + 1];
        shape.CopyTo(lengths);
        lengths[from] = shape.Product(from);
        return Reshape(Shape.Create(lengths[..(from + 1)]));
    }

    /// <summary>One slice of the outermost axis; no copy.</summary>
    public Tensor Slice(int index)
    {
        Shape shape = Shape;
        if (shape.Rank == 0 || (uint)index >= (uint)shape[0]) throw new ArgumentOutOfRangeException(nameof(index), $"A tensor of shape {shape} has no slice {index}.");
        Shape inner = shape.Slice(1, shape.Rank);
        return Tape.Current.View(this, inner, Repeats ? 0 : index * inner.Count, RequiresGradient);
    }

    /// <summary>Some steps of a sequence; no copy.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="count">How many.</param>
    public Tensor Steps(int first, int count)
    {
        Shape shape = Shape;
        if (shape.Rank == 0 || first < 0 || count < 0 || first + count > shape[0])
            throw new ArgumentOutOfRangeException(nameof(first), $"A tensor of shape {shape} has no slices {first} to {first + count - 1}.");
        if (Repeats) return Slice(0).RepeatOverTime(count);
        Shape part = shape.With(0, count);
        return Tape.Current.View(this, part, (long)first * shape.Product(1), RequiresGradient);
    }

    /// <summary>
    /// The same numbers at every one of so many time steps: [T, ...] that holds one slice only. A projection computes it once, and the gradient
    /// is summed over time before the product.
    /// </summary>
    /// <param name="steps">T.</param>
    public Tensor RepeatOverTime(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return Tape.Current.Repeated(this, steps);
    }

    /// <inheritdoc/>
    public bool Equals(Tensor other) => ReferenceEquals(storage, other.storage) && version == other.version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(storage, version);

    /// <summary>Its shape.</summary>
    public override string ToString() => storage is null ? "no tensor" : $"tensor {storage.Shape}";
}
