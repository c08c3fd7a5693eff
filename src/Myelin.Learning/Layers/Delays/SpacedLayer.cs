using Myelin.Learning.Operations.Delays;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// A layer whose weights lie at learnt positions of a kernel: dilated convolution with learnable spacings (DCLS). Each weight is spread by an
/// <see cref="Delays.Interpolation"/> of width <see cref="Sigma"/>, so that the position has a gradient; training makes the width small, and
/// <see cref="Round"/> puts every weight at one place of the grid. Positions are clamped to the kernel before every use. Source: Khalfaoui-Hassani, Pellegrini and
/// Masquelier (2023), "Dilated convolution with learnable spacings", ICLR; for delays Hammouamri, Khalfaoui-Hassani and Masquelier (2024), "Learning delays in
/// spiking neural networks using dilated convolutions with learnable spacings", ICLR.
/// </summary>
public abstract class SpacedLayer : Module
{
    private readonly Spatial size;
    private readonly Spatial origin;
    private readonly int axes;
    private readonly Parameter sigma;

    private protected SpacedLayer(string name, int outputs, int inputs, int bumps, Spatial size, Spatial origin, int axes, SpacingOptions? options, ulong seed)
    {
        options ??= new SpacingOptions();
        options.Check();
        (this.size, this.origin, this.axes) = (size, origin, axes);
        Interpolation = options.Interpolation;
        Positions = AddParameter(name, [axes, outputs, inputs, bumps]);
        Positions.Learns = options.Learns;
        sigma = options.LearnsSigma ? AddParameter("sigma", Positions.Shape) : AddBuffer("sigma", [1]);
        InitialSigma = options.Sigma ?? (Longest - 1) / 2.0;
        Sigma = InitialSigma;
        var stream = new RandomStream(seed, StreamPurpose.Delays, (uint)Positions.Values.Length, 0);
        Span<float> values = Positions.Values;
        stream.FillUniform(values);
        int perAxis = values.Length / axes;
        for (int i = 0; i < values.Length; i++)
        {
            (float low, float high) = Bounds(i / perAxis);
            values[i] = low + (values[i] * (high - low));
        }
    }

    /// <summary>How a weight is spread over the kernel, until <see cref="Round"/> makes every weight lie at one place.</summary>
    public Interpolation Interpolation { get; private set; }

    /// <summary>Whether every position is a whole number, and so every weight lies at one place of the kernel.</summary>
    public bool IsRounded { get; private set; }

    /// <summary>The width of the bumps as <see cref="Interpolation"/> takes it [steps]; where each has its own that is learnt, their mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Sigma
    {
        get => TensorPrimitives.Sum(sigma.Values) / sigma.Values.Length;
        set
        {
            if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(value), $"The width of the bumps of {Path} must be finite and at least 0 steps, got {value}.");
            sigma.Values.Fill((float)value);
        }
    }

    /// <summary>The width that training starts with: what a schedule of the trainer scales.</summary>
    public double InitialSigma { get; }

    /// <summary>
    /// Whether every weight is used at the place nearest to its position, as after <see cref="Round"/>, while the position goes on learning by the derivative of its bump: the
    /// straight-through estimator (Bengio, Leonard and Courville 2013, "Estimating or propagating gradients through stochastic neurons for conditional computation"). A layer that
    /// ends its training so loses nothing when it is rounded.
    /// </summary>
    public bool UsesNearest { get; set; }

    /// <summary>[axes, out, in, positions of a pair].</summary>
    private protected Parameter Positions { get; }

    private int Longest => Math.Max(size.Depth, Math.Max(size.Height, size.Width));

    /// <summary>
    /// Moves every weight to the nearest place of the kernel and leaves it there: positions are no longer learnt, weights can be. Networks that simulators and chips
    /// run have such delays.
    /// </summary>
    public void Round()
    {
        Clamp();
        foreach (ref float position in Positions.Values) position = MathF.Round(position);
        Interpolation = Interpolation.Bilinear;
        Positions.Learns = false;
        IsRounded = true;
    }

    /// <summary>The kernel, with the weights where they are now.</summary>
    private protected Tensor Kernel(Tensor weight, bool tapsFirst)
    {
        Clamp();
        Interpolation bump = UsesNearest && !IsRounded ? Interpolation.Nearest : Interpolation;
        return SpacedKernel.Of(weight, Positions, sigma, bump, size, origin, tapsFirst);
    }

    /// <summary>Whether every weight is used at one place.</summary>
    private protected bool IsWhole => IsRounded || UsesNearest;

    /// <summary>The positions of a layer whose weights are used at the nearest place.</summary>
    /// <exception cref="ArgumentException">One of a rounded layer is no whole number within the kernel.</exception>
    private protected Tensor WholePositions()
    {
        Clamp();
        return Positions;
    }

    // Positions of learning wander off; those of an optimiser's step that leave the kernel stop at its end, as in the published program.
    private void Clamp()
    {
        if (IsRounded)
        {
            CheckRounded();
            return;
        }

        int perAxis = Positions.Values.Length / axes;
        for (int axis = 0; axis < axes; axis++)
        {
            (float low, float high) = Bounds(axis);
            Span<float> own = Positions.Values.Slice(axis * perAxis, perAxis);
            TensorPrimitives.Clamp(own, low, high, own);
        }
    }

    private void CheckRounded()
    {
        int perAxis = Positions.Values.Length / axes;
        for (int i = 0; i < Positions.Values.Length; i++)
        {
            (float low, float high) = Bounds(i / perAxis);
            float position = Positions.Values[i];
            if (position >= low && position <= high && position == MathF.Floor(position)) continue;
            throw new ArgumentException($"The {Positions.Name} number {i} of {Path} ({GetType().Name}) is {position}; in a rounded layer it must be a whole number from {low} to {high}.");
        }
    }

    private (float Low, float High) Bounds(int own)
    {
        (int length, int start) = (own + 3 - axes) switch { 0 => (size.Depth, origin.Depth), 1 => (size.Height, origin.Height), _ => (size.Width, origin.Width) };
        return (-start, length - 1 - start);
    }
}
