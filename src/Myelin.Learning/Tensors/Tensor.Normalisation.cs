using Myelin.Learning.Operations.Normalisation;
using Myelin.Learning.Operations.Reductions;

namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The innermost axes with mean 0 and variance 1 (torch.nn.functional.layer_norm; Ba, Kiros and Hinton 2016, "Layer normalization").</summary>
    /// <param name="axes">How many axes are normalised together, counted from the innermost.</param>
    /// <param name="weight">Factors, of those axes' shape; may be left out.</param>
    /// <param name="bias">What is added, of those axes' shape; may be left out.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor LayerNorm(int axes, Tensor weight = default, Tensor bias = default, float epsilon = 1e-5f) =>
        Affine(Standardisation.Of(this, Normalised(axes, weight, bias, "layer_norm").Product(0), epsilon, centres: true), weight, bias);

    /// <summary>The innermost axes divided by the root of the mean of their squares (torch.nn.functional.rms_norm; Zhang and Sennrich 2019).</summary>
    /// <param name="axes">How many axes are normalised together, counted from the innermost.</param>
    /// <param name="weight">Factors, of those axes' shape; may be left out.</param>
    /// <param name="epsilon">Added to the mean of the squares.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor RmsNorm(int axes, Tensor weight = default, float epsilon = 1.1920929e-7f) =>
        Affine(Standardisation.Of(this, Normalised(axes, weight, default, "rms_norm").Product(0), epsilon, centres: false), weight, default);

    /// <summary>Groups of channels with mean 0 and variance 1 (torch.nn.functional.group_norm; Wu and He 2018, "Group normalization").</summary>
    /// <param name="groups">Number of groups; as many as channels for instance normalisation.</param>
    /// <param name="weight">[C]; may be left out.</param>
    /// <param name="bias">[C]; may be left out.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="axis">The axis of channels; all axes in front of it count elements of the batch.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor GroupNorm(int groups, Tensor weight = default, Tensor bias = default, float epsilon = 1e-5f, int axis = 1)
    {
        Shape shape = Shape;
        axis = AxisSet.Of(shape, axis, "group_norm");
        int channels = shape[axis];
        if (groups < 1 || channels % groups != 0) throw new ArgumentException($"group_norm: the {channels} channels of the input {shape} cannot be cut into {groups} groups.");
        CheckChannels(shape, axis, weight, "group_norm", "weight");
        CheckChannels(shape, axis, bias, "group_norm", "bias");
        Span<int> lengths = stackalloc int[shape.Rank - axis];
        lengths.Fill(1);
        lengths[0] = channels;
        Shape column = Shape.Create(lengths);
        Tensor standard = Standardisation.Of(this, channels / groups * shape.Product(axis + 1), epsilon, centres: true);
        return Affine(standard, weight.Exists ? weight.Reshape(column) : default, bias.Exists ? bias.Reshape(column) : default);
    }

    /// <summary>
    /// Channels with mean 0 and variance 1 over everything else (torch.nn.functional.batch_norm; Ioffe and Szegedy 2015, "Batch normalization").
    /// </summary>
    /// <param name="weight">[C]; may be left out.</param>
    /// <param name="bias">[C]; may be left out.</param>
    /// <param name="runningMean">[C]: the mean that evaluation uses; training moves it. May be left out in training.</param>
    /// <param name="runningVariance">[C]: the variance that evaluation uses; training moves it. May be left out in training.</param>
    /// <param name="training">Whether the batch's own mean and variance are used.</param>
    /// <param name="momentum">How far training moves the running ones, 0 to 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="axis">The axis of channels: 1 for [N, C, ...], 2 for [T, B, C, ...], where time and batch count as one.</param>
    /// <param name="scale">
    /// A factor beside the weights: alpha times the threshold makes it the threshold-dependent batch normalisation of Zheng, Wu, Deng, Hu and Li
    /// (2021), "Going deeper with directly-trained larger spiking neural networks", equations 7 to 9 (from memory).
    /// </param>
    /// <exception cref="ArgumentException">The shapes do not fit, or evaluation has no running mean and variance.</exception>
    public Tensor BatchNorm(
        Tensor weight = default, Tensor bias = default, Tensor runningMean = default, Tensor runningVariance = default, bool training = true,
        float momentum = 0.1f, float epsilon = 1e-5f, int axis = 1, float scale = 1)
    {
        Shape shape = Shape;
        axis = AxisSet.Of(shape, axis, "batch_norm");
        CheckChannels(shape, axis, weight, "batch_norm", "weight");
        CheckChannels(shape, axis, bias, "batch_norm", "bias");
        CheckChannels(shape, axis, runningMean, "batch_norm", "running mean");
        CheckChannels(shape, axis, runningVariance, "batch_norm", "running variance");
        if (runningMean.Exists != runningVariance.Exists || (!training && !runningMean.Exists))
            throw new ArgumentException($"batch_norm: for the input {shape} running mean and variance must be given both, and for evaluation they must be given.");
        return BatchNormalisation.Of(this, weight, bias, runningMean, runningVariance, training, momentum, epsilon, axis, scale);
    }

    private static void CheckChannels(Shape shape, int axis, Tensor numbers, string operation, string what)
    {
        if (numbers.Exists && (numbers.Shape.Rank != 1 || numbers.Shape[0] != shape[axis]))
            throw new ArgumentException($"{operation}: the {what} {numbers.Shape} must have one number for each channel of the input {shape}, axis {axis}.");
    }

    private static Tensor Affine(Tensor x, Tensor weight, Tensor bias)
    {
        if (weight.Exists) x *= weight;
        return bias.Exists ? x + bias : x;
    }

    private Shape Normalised(int axes, Tensor weight, Tensor bias, string operation)
    {
        Shape shape = Shape;
        if (axes < 1 || axes > shape.Rank) throw new ArgumentException($"{operation}: the input {shape} has not got {axes} axes to normalise.");
        Shape part = shape.Slice(shape.Rank - axes, shape.Rank);
        if (weight.Exists && weight.Shape != part) throw new ArgumentException($"{operation}: the weight {weight.Shape} must have the shape {part} of what is normalised of the input {shape}.");
        if (bias.Exists && bias.Shape != part) throw new ArgumentException($"{operation}: the bias {bias.Shape} must have the shape {part} of what is normalised of the input {shape}.");
        return part;
    }
}
