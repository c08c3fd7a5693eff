using Myelin.Connectivity;

namespace Myelin.Interchange.Layers;

/// <summary>Convolution over two dimensions (cross-correlation).</summary>
/// <param name="Channels">Channels that go out.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Weight">Weights, (out, in / groups, height, width).</param>
/// <param name="Bias">b, (out); empty for none.</param>
public sealed record ConvolutionLayer(int Channels, Size2D Kernel, ReadOnlyMemory<float> Weight, ReadOnlyMemory<float> Bias) : Layer
{
    /// <summary>Positions between neighbouring windows.</summary>
    public Size2D Stride { get; init; } = 1;

    /// <summary>Zeros around the image.</summary>
    public Margins Padding { get; init; }

    /// <summary>Positions between neighbouring places of the kernel.</summary>
    public Size2D Dilation { get; init; } = 1;

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Channels that come in.</summary>
    public int InputChannels => Weight.Length / Math.Max(1, Channels * Kernel.Height * Kernel.Width) * Groups;

    /// <inheritdoc/>
    public override long ParameterCount => Weight.Length + (long)Bias.Length;

    /// <inheritdoc/>
    public override string ToString() => $"convolution {Kernel.Height}x{Kernel.Width}, {InputChannels} to {Channels} channels{(Groups > 1 ? $", {Groups} groups" : "")}";

    /// <summary>
    /// The same convolution with as many zeros before as behind: where there are fewer on one side, the kernel gets empty rows or columns there, so that
    /// its windows begin where they did.
    /// </summary>
    /// <returns>The convolution, whose <see cref="Padding"/> is symmetric.</returns>
    public ConvolutionLayer Symmetric()
    {
        if (Padding.IsSymmetric) return this;
        int before = Math.Max(0, Padding.Bottom - Padding.Top), behind = Math.Max(0, Padding.Top - Padding.Bottom);
        int left = Math.Max(0, Padding.Right - Padding.Left), right = Math.Max(0, Padding.Left - Padding.Right);
        int height = Kernel.Height + before + behind, width = Kernel.Width + left + right;
        int planes = Weight.Length / (Kernel.Height * Kernel.Width);
        float[] weight = new float[planes * height * width];
        for (int p = 0; p < planes; p++)
        {
            for (int row = 0; row < Kernel.Height; row++)
                Weight.Span.Slice(((p * Kernel.Height) + row) * Kernel.Width, Kernel.Width).CopyTo(weight.AsSpan((((p * height) + row + before) * width) + left));
        }

        int vertical = Math.Max(Padding.Top, Padding.Bottom), horizontal = Math.Max(Padding.Left, Padding.Right);
        return this with { Kernel = new Size2D(height, width), Weight = weight, Padding = new Margins(vertical, horizontal, vertical, horizontal) };
    }

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        IReadOnlyList<int> input = inputs[0];
        if (input.Count != 3 || input[0] != InputChannels) throw new LayerShapeException($"takes images of {InputChannels} channels, but gets {Text(input)}");
        if (InputChannels % Groups != 0 || Channels % Groups != 0) throw new LayerShapeException($"has {Groups} groups, which do not divide {InputChannels} and {Channels} channels");
        if (Bias.Length != 0 && Bias.Length != Channels) throw new LayerShapeException($"has a bias of {Bias.Length} elements for {Channels} channels");
        if (!Padding.IsSymmetric && (Dilation.Height != 1 || Dilation.Width != 1)) throw new LayerShapeException("has a dilation and unequal margins; only one of the two is supported");
        return
        [
            Channels,
            Margins.Windows(input[1], Padding.Top, Padding.Bottom, Kernel.Height, Dilation.Height, Stride.Height),
            Margins.Windows(input[2], Padding.Left, Padding.Right, Kernel.Width, Dilation.Width, Stride.Width),
        ];
    }
}
