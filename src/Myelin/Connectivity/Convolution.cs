using System.Globalization;
using Myelin.Connectivity;

namespace Myelin.Connectivity
{
    /// <summary>
    /// Shared weights that slide over feature maps, as the layers Conv2d and Conv1d of PyTorch (cross-correlation, zero padding):
    /// y[o, i, j] = sum over c, k, l of w[o, c, k, l] x[g(o) + c, i stride - padding + k dilation, j stride - padding + l dilation], where g(o)
    /// is the first input channel of the output channel's group. Connections to the padding do not exist; weights of 0 are kept.
    /// </summary>
    public sealed record Convolution : ConnectionRule
    {
        /// <summary>Connects feature maps.</summary>
        /// <param name="input">Shape [C, H, W] of the source population.</param>
        /// <param name="weights">
        /// Weights [outputs, C / groups, kernel height, kernel width], in <paramref name="unit"/>; or [outputs, C / groups, kernel width] for
        /// an input of height 1, where only the widths of stride, padding and dilation count.
        /// </param>
        /// <param name="stride">Input positions between neighbouring outputs; 1 where not given.</param>
        /// <param name="padding">Zeros around the input.</param>
        /// <param name="dilation">Input positions between neighbouring places of the kernel; 1 where not given.</param>
        /// <param name="groups">Number of groups of channels; each group of outputs sees only its group of inputs.</param>
        /// <param name="unit">Symbol of the weights' unit; empty for pure numbers.</param>
        /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
        public Convolution(
            MapShape input,
            WeightTensor weights,
            Size2D? stride = null,
            Size2D padding = default,
            Size2D? dilation = null,
            int groups = 1,
            string unit = "")
        {
            (Size2D step, Size2D spread) = (stride ?? 1, dilation ?? 1);
            ReadOnlySpan<int> shape = weights.Shape;
            bool oneDimensional = shape.Length == 3;
            if (oneDimensional)
            {
                if (input.Height != 1)
                {
                    throw new ArgumentException(
                        $"Convolution weights of the shape {WeightTensor.FormatShape(shape)} need an input of height 1, got the input shape {input}.");
                }

                (step, padding, spread) = ((1, step.Width), (0, padding.Width), (1, spread.Width));
            }
            else if (shape.Length != 4)
            {
                throw new ArgumentException(
                    $"Convolution weights have the shape [outputs, inputs / groups, height, width], got {WeightTensor.FormatShape(shape)}.");
            }

            input.Require("input shape");
            step.Require(1, "stride");
            padding.Require(0, "padding");
            spread.Require(1, "dilation");
            if (weights.Length == 0)
                throw new ArgumentException($"Convolution weights must not be empty, got the shape {WeightTensor.FormatShape(shape)}.");
            if (groups < 1 || shape[0] % groups != 0)
            {
                throw new ArgumentException(
                    $"The groups must divide the {shape[0]} outputs of the weights' shape {WeightTensor.FormatShape(shape)}, got {groups}.");
            }

            if ((long)shape[1] * groups != input.Channels)
            {
                throw new ArgumentException(
                    $"Convolution weights of the shape {WeightTensor.FormatShape(shape)} in {groups} groups " +
                    $"take {(long)shape[1] * groups} input channels, but the input shape {input} has {input.Channels}.");
            }

            (Input, Weights, Stride, Padding, Dilation, Groups, WeightUnit) = (input, weights, step, padding, spread, groups, unit);
            Kernel = oneDimensional ? (1, shape[2]) : (shape[2], shape[3]);
            (long height, long width) = (Vertical.Output, Horizontal.Output);
            if (height < 1 || width < 1)
            {
                throw new ArgumentException(
                    $"A kernel of {Kernel} with dilation {spread} does not fit the input shape {input} with padding {padding}.");
            }

            if (Math.Max(height, width) > int.MaxValue)
                throw new ArgumentException($"The output of {height} rows and {width} columns has more than {int.MaxValue} neurons.");
            OutputShape = new MapShape(shape[0], (int)height, (int)width);
            OutputShape.Require("output shape");
        }

        /// <summary>Shape [C, H, W] of the source population.</summary>
        public MapShape Input { get; }

        /// <summary>Shape [C, H, W] of the target population.</summary>
        public MapShape OutputShape { get; }

        /// <summary>Weights [outputs, inputs / groups, height, width], without height in one dimension, in <see cref="WeightUnit"/>.</summary>
        public WeightTensor Weights { get; }

        /// <summary>Size of the kernel.</summary>
        public Size2D Kernel { get; }

        /// <summary>Input positions between neighbouring outputs.</summary>
        public Size2D Stride { get; }

        /// <summary>Zeros around the input.</summary>
        public Size2D Padding { get; }

        /// <summary>Input positions between neighbouring places of the kernel.</summary>
        public Size2D Dilation { get; }

        /// <summary>Number of groups of channels.</summary>
        public int Groups { get; }

        /// <inheritdoc/>
        public override string? WeightUnit { get; }

        /// <inheritdoc/>
        public override ConnectionStorage Storage => ConnectionStorage.Procedural;

        /// <inheritdoc/>
        public override WeightTensor Stored => Weights;

        /// <inheritdoc/>
        public override ConnectionRule WithStored(WeightTensor weights) => new Convolution(Input, weights, Stride, Padding, Dilation, Groups, WeightUnit ?? "");

        private SlidingWindow Vertical => new(Input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height);

        private SlidingWindow Horizontal => new(Input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width);

        /// <inheritdoc/>
        public override void Validate(int sources, int targets, bool samePopulation, string what)
        {
            Input.RequireCount(sources, "input", "source", what);
            OutputShape.RequireCount(targets, "output", "target", what);
            Weights.ValidateFinite(what);
        }

        /// <inheritdoc/>
        public override double ExpectedConnections(int sources, int targets, bool samePopulation = false) =>
            (double)Vertical.CountTaps() * Horizontal.CountTaps() * Input.Channels * (OutputShape.Channels / Groups);

        /// <inheritdoc/>
        public override ConnectionStream Open(int sources, int targets, bool samePopulation, ulong seed, uint projection) => new Stream(this);

        /// <inheritdoc/>
        public override string ToString()
        {
            string unit = WeightUnit is "" ? "" : $" {WeightUnit}";
            string window = $"stride: {Stride}, padding: {Padding}, dilation: {Dilation}";
            return string.Create(CultureInfo.InvariantCulture, $"Convolution({Input}, {Weights}{unit}, {window}, groups: {Groups})");
        }

        private sealed class Stream : ConnectionStream
        {
            private readonly MapShape input;
            private readonly MapShape output;
            private readonly Size2D kernel;
            private readonly int inputsPerGroup;
            private readonly int outputsPerGroup;
            private readonly double[] weights;
            private readonly KernelTap[][] rows;
            private readonly KernelTap[][] columns;

            public Stream(Convolution rule)
            {
                (input, output, kernel) = (rule.Input, rule.OutputShape, rule.Kernel);
                inputsPerGroup = input.Channels / rule.Groups;
                outputsPerGroup = output.Channels / rule.Groups;
                weights = rule.Weights.ToArray();
                rows = rule.Vertical.Taps();
                columns = rule.Horizontal.Taps();
            }

            public override bool BySource => true;

            public override bool HasWeights => true;

            public override void Fill(int neuron, Partners partners)
            {
                (int line, int x) = Math.DivRem(neuron, input.Width);
                (int channel, int y) = Math.DivRem(line, input.Height);
                (int group, int member) = Math.DivRem(channel, inputsPerGroup);
                KernelTap[] vertical = rows[y];
                KernelTap[] horizontal = columns[x];
                partners.Resize(outputsPerGroup * vertical.Length * horizontal.Length, withWeights: true);
                Span<int> indices = partners.Indices;
                Span<double> values = partners.Weights;
                int n = 0;
                for (int o = group * outputsPerGroup; o < (group + 1) * outputsPerGroup; o++)
                {
                    foreach (KernelTap row in vertical)
                    {
                        int outputRow = ((o * output.Height) + row.Output) * output.Width;
                        int kernelRow = ((((o * inputsPerGroup) + member) * kernel.Height) + row.Kernel) * kernel.Width;
                        foreach (KernelTap column in horizontal)
                        {
                            indices[n] = outputRow + column.Output;
                            values[n++] = weights[kernelRow + column.Kernel];
                        }
                    }
                }
            }
        }
    }
}

namespace Myelin
{
    public static partial class Syntax
    {
        /// <summary><inheritdoc cref="Connectivity.Convolution"/></summary>
        /// <inheritdoc cref="Connectivity.Convolution(MapShape, WeightTensor, Size2D?, Size2D, Size2D?, int, string)"/>
        public static Convolution Convolution(
            MapShape input,
            WeightTensor weights,
            Size2D? stride = null,
            Size2D padding = default,
            Size2D? dilation = null,
            int groups = 1,
            string unit = "") =>
            new(input, weights, stride, padding, dilation, groups, unit);
    }
}
