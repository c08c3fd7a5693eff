using System.Globalization;
using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>What a window of a <see cref="Pooling"/> rule computes.</summary>
    public enum PoolingKind
    {
        /// <summary>The sum: weights of 1.</summary>
        Sum,

        /// <summary>The mean over the whole window, padding included: weights of 1 / (height * width), as AvgPool2d of PyTorch.</summary>
        Average,
    }

    /// <summary>Every target adds or averages a window of one feature map, channel by channel.</summary>
    public sealed record Pooling : ConnectionRule
    {
        /// <summary>Connects feature maps.</summary>
        /// <param name="kind">What a window computes.</param>
        /// <param name="input">Shape [C, H, W] of the source population.</param>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Input positions between neighbouring windows; the window's size where not given.</param>
        /// <param name="padding">Zeros around the input, at most half of the window.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
        public Pooling(PoolingKind kind, MapShape input, Size2D kernel, Size2D? stride = null, Size2D padding = default, string unit = "")
        {
            Size2D step = stride ?? kernel;
            input.Require("input shape");
            kernel.Require(1, "pooling window");
            step.Require(1, "stride");
            padding.Require(0, "padding");
            if (padding.Height > kernel.Height / 2 || padding.Width > kernel.Width / 2)
                throw new ArgumentException($"The padding must be at most half of the pooling window {kernel}, got {padding}.");
            (Kind, Input, Kernel, Stride, Padding, WeightUnit) = (kind, input, kernel, step, padding, unit);
            (long height, long width) = (Vertical.Output, Horizontal.Output);
            if (height < 1 || width < 1)
                throw new ArgumentException($"A pooling window of {kernel} does not fit the input shape {input} with padding {padding}.");
            OutputShape = new MapShape(input.Channels, (int)height, (int)width);
            OutputShape.Require("output shape");
        }

        /// <summary>What a window computes.</summary>
        public PoolingKind Kind { get; }

        /// <summary>Shape [C, H, W] of the source population.</summary>
        public MapShape Input { get; }

        /// <summary>Shape [C, H, W] of the target population.</summary>
        public MapShape OutputShape { get; }

        /// <summary>Size of the window.</summary>
        public Size2D Kernel { get; }

        /// <summary>Input positions between neighbouring windows.</summary>
        public Size2D Stride { get; }

        /// <summary>Zeros around the input.</summary>
        public Size2D Padding { get; }

        /// <summary>The weight of every connection, in <see cref="WeightUnit"/>.</summary>
        public double Weight => Kind == PoolingKind.Sum ? 1 : 1 / ((double)Kernel.Height * Kernel.Width);

        /// <inheritdoc/>
        public override string? WeightUnit { get; }

        /// <inheritdoc/>
        public override ConnectionStorage Storage => ConnectionStorage.Procedural;

        private SlidingWindow Vertical => new(Input.Height, Kernel.Height, Stride.Height, Padding.Height, 1);

        private SlidingWindow Horizontal => new(Input.Width, Kernel.Width, Stride.Width, Padding.Width, 1);

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            Input.RequireCount(sources, "input", "source", what);
            OutputShape.RequireCount(targets, "output", "target", what);
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) =>
            (double)Vertical.CountTaps() * Horizontal.CountTaps() * Input.Channels;

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) => new Stream(this);

        /// <inheritdoc/>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind}Pooling({Input}, {Kernel}, stride: {Stride}, padding: {Padding}{(WeightUnit is "" ? "" : $", {WeightUnit}")})");

        private sealed class Stream(Pooling rule) : ConnectionStream
        {
            private readonly MapShape input = rule.Input;
            private readonly MapShape output = rule.OutputShape;
            private readonly double weight = rule.Weight;
            private readonly KernelTap[][] rows = rule.Vertical.Taps();
            private readonly KernelTap[][] columns = rule.Horizontal.Taps();

            public override bool BySource => true;

            public override bool HasWeights => true;

            public override void Fill(int neuron, Partners partners)
            {
                (int line, int x) = Math.DivRem(neuron, input.Width);
                (int channel, int y) = Math.DivRem(line, input.Height);
                KernelTap[] vertical = rows[y];
                KernelTap[] horizontal = columns[x];
                partners.Resize(vertical.Length * horizontal.Length, withWeights: true);
                partners.Weights.Fill(weight);
                Span<int> indices = partners.Indices;
                int n = 0;
                foreach (KernelTap row in vertical)
                {
                    int outputRow = ((channel * output.Height) + row.Output) * output.Width;
                    foreach (KernelTap column in horizontal) indices[n++] = outputRow + column.Output;
                }
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary>Every target adds up a window of one feature map, channel by channel.</summary>
        /// <param name="input">Shape [C, H, W] of the source population.</param>
        /// <param name="kernel">Size of the window.</param>
        /// <param name="stride">Input positions between neighbouring windows; the window's size where not given.</param>
        /// <param name="padding">Zeros around the input, at most half of the window.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
        public static Pooling SumPooling(MapShape input, Size2D kernel, Size2D? stride = null, Size2D padding = default, string unit = "") =>
            new(PoolingKind.Sum, input, kernel, stride, padding, unit);

        /// <summary>
        /// Every target averages a window of one feature map, channel by channel; zeros of the padding count, as in AvgPool2d of PyTorch.
        /// </summary>
        /// <inheritdoc cref="SumPooling"/>
        public static Pooling AveragePooling(MapShape input, Size2D kernel, Size2D? stride = null, Size2D padding = default, string unit = "") =>
            new(PoolingKind.Average, input, kernel, stride, padding, unit);
    }
}
