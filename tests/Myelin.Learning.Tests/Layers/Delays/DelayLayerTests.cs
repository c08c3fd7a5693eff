using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Operations.Delays;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Operations;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Layers.Delays;

/// <summary>Delays and positions that are learnt, held against the published program, written-out sums and differences.</summary>
public sealed class DelayLayerTests : IDisposable
{
    private const string Section = "H_learnable_delays";

    private static readonly Dictionary<string, Interpolation> versions = new(StringComparer.Ordinal)
    {
        ["v0"] = Interpolation.Bilinear, ["v1"] = Interpolation.NormalisedBilinear, ["gauss"] = Interpolation.Gaussian, ["max"] = Interpolation.Triangle,
    };

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Path.Combine(ReferenceCase.Root, Section)).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_those_of_the_published_program(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        int size = (int)reference.Parameters["dilated_kernel_size"];
        int[] weights = reference.Shape("weight"), input = reference.Shape("input");
        bool hasSigma = reference.Has("SIG");
        var layer = new DelayedLinear(
            weights[1], weights[0], size - 1, contacts: weights[2],
            options: new SpacingOptions { Interpolation = versions[reference.Model.Split(' ')[^1]], LearnsSigma = hasSigma, Sigma = 1 });
        Fill(layer.Weight.Values, reference.Tensor("weight"));
        Fill(layer.Bias!.Values, reference.Tensor("bias"));

        // There a position is counted from the middle of a kernel whose last place is no delay.
        layer.SetDelays([.. reference.Tensor("P").Select(p => (float)(size - 1 - (p + (size / 2))))]);
        Parameter? sigma = hasSigma ? layer.Parameters.Single(p => p.Name == "sigma").Parameter : null;
        if (sigma is not null) Fill(sigma.Values, reference.Tensor("SIG"));

        Tensor x = Tensor.From(TimeMajor(reference.Tensor("input"), input), [input[2], input[0], input[1]], requiresGradient: true);
        Tensor y = layer.Forward(x);
        int[] output = reference.Shape("output");
        Close(y.Values, TimeMajor(reference.Tensor("output"), output), "output");
        Tape.Current.Backward(y, TimeMajor(reference.Tensor("grad_output"), output));
        Close(x.Gradient, TimeMajor(reference.Tensor("grad_input"), input), "input");
        Close(layer.Weight.Gradient, [.. reference.Tensor("grad_weight").Select(v => (float)v)], "weight");
        Close(layer.Bias.Gradient, [.. reference.Tensor("grad_bias").Select(v => (float)v)], "bias");
        Close(layer.Delays.Gradient, [.. reference.Tensor("grad_P").Select(v => -(float)v)], "delay");
        if (sigma is not null) Close(sigma.Gradient, [.. reference.Tensor("grad_SIG").Select(v => (float)v)], "sigma");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Kernels_of_two_and_three_axes_are_products_of_bumps(int axes)
    {
        foreach (Interpolation interpolation in versions.Values)
        {
            Spatial size = new(axes == 3 ? 4 : 1, 5, 3), origin = new(axes == 3 ? 2 : 0, 2, 1);
            (Shape Shape, float[] Numbers) weight = FiniteDifferences.Random([2, 2, 2], 1);
            (Shape Shape, float[] Numbers) position = FiniteDifferences.Random([axes, 2, 2, 2], 2, -0.9f, 0.9f), sigma = FiniteDifferences.Random([axes, 2, 2, 2], 3, 0.3f, 1);
            FiniteDifferences.Check(
                t => SpacedKernel.Of(t[0], t[1], t[2], interpolation, size, origin, tapsFirst: false), [weight, position, sigma], step: 3e-3f, tolerance: 5e-3);
            Tensor kernel = SpacedKernel.Of(Of(weight), Of(position), Of(sigma), interpolation, size, origin, tapsFirst: false);
            for (int i = 0; i < kernel.Values.Length; i++)
            {
                int pair = i / size.Volume, place = i % size.Volume;
                double expected = 0;
                for (int bump = 0; bump < 2; bump++)
                {
                    double value = weight.Numbers[(pair * 2) + bump], sum = 1;
                    for (int axis = 3 - axes; axis < 3; axis++)
                    {
                        int at = ((axis - (3 - axes)) * 8) + (pair * 2) + bump;
                        int length = axis == 0 ? size.Depth : axis == 1 ? size.Height : size.Width, start = axis == 0 ? origin.Depth : axis == 1 ? origin.Height : origin.Width;
                        int where = axis == 0 ? place / (size.Height * size.Width) : axis == 1 ? place / size.Width % size.Height : place % size.Width;
                        double Bump(int j) => Naive(interpolation, j - (position.Numbers[at] + start), sigma.Numbers[at]);
                        value *= Bump(where);
                        sum *= Enumerable.Range(0, length).Sum(Bump);
                    }

                    expected += interpolation == Interpolation.Bilinear ? value : value / sum;
                }

                ((double)kernel.Values[i]).ShouldBe(expected, 2e-6);
            }

            Tape.Current.Clear();
        }
    }

    [Fact]
    public void Rounded_delays_shift_the_input_to_the_last_bit()
    {
        const int Steps = 12, Samples = 3, Inputs = 5, Outputs = 4, Longest = 6;
        var layer = new DelayedLinear(Inputs, Outputs, Longest, seed: 3);
        layer.Round();
        layer.IsRounded.ShouldBeTrue();
        layer.Delays.Learns.ShouldBeFalse();
        Dyadic(layer.Weight.Values);
        Dyadic(layer.Bias!.Values);
        float[] x = [.. FiniteDifferences.Random([Steps, Samples, Inputs], 4).Numbers.Select(v => v > 0.2f ? 1f : 0f)];
        Tensor y = layer.Forward(Tensor.From(x, [Steps, Samples, Inputs]));
        for (int i = 0; i < y.Values.Length; i++)
        {
            int o = i % Outputs, b = i / Outputs % Samples, t = i / Outputs / Samples;
            float sum = layer.Bias.Values[o];
            for (int n = 0; n < Inputs; n++)
            {
                int d = (int)layer.Delays.Values[(o * Inputs) + n];
                if (t >= d) sum += layer.Weight.Values[(o * Inputs) + n] * x[((((t - d) * Samples) + b) * Inputs) + n];
            }

            y.Values[i].ShouldBe(sum);
        }
    }

    [Theory]
    [InlineData(37, 20, 9, 5, 6, 1)]
    [InlineData(16, 16, 40, 33, 3, 2)]
    [InlineData(3, 2, 7, 12, 9, 1)]
    public void Rounded_delays_have_the_gradients_of_one_product_for_each_delay(int steps, int samples, int inputs, int outputs, int longest, int contacts)
    {
        var layer = new DelayedLinear(inputs, outputs, longest, contacts: contacts, seed: 3);
        layer.Round();
        float[][] Run(Func<Tensor, Tensor> forward)
        {
            Tensor x = Tensor.From(FiniteDifferences.Random([steps, samples, inputs], 1).Numbers, [steps, samples, inputs], requiresGradient: true);
            layer.Weight.ZeroGradient();
            layer.Bias!.ZeroGradient();
            Tensor y = forward(x);
            Tape.Current.Backward(y, FiniteDifferences.Random(y.Shape, 2).Numbers);
            return [y.Values.ToArray(), x.Gradient.ToArray(), layer.Weight.Gradient.ToArray(), layer.Bias.Gradient.ToArray()];
        }

        float[][] rounded = Run(layer.Forward), direct = Run(x => DelayedProduct.Direct(x, OneHot(layer), layer.Bias!));
        for (int i = 0; i < rounded.Length; i++) Close(rounded[i], direct[i], $"array {i}");
    }

    [Theory]
    [InlineData(50, 9, 20, 17, 12)]
    [InlineData(64, 3, 30, 11, 20)]
    [InlineData(130, 4, 24, 30, 9)]
    public void The_transform_over_time_gives_what_one_product_for_each_delay_gives(int steps, int samples, int inputs, int outputs, int taps)
    {
        float[][] Run(Func<Tensor, Tensor, Tensor, Tensor> product)
        {
            Tensor x = Tensor.From(FiniteDifferences.Random([steps, samples, inputs], 1).Numbers, [steps, samples, inputs], requiresGradient: true);
            Tensor kernel = Tensor.From(FiniteDifferences.Random([taps, outputs, inputs], 2).Numbers, [taps, outputs, inputs], requiresGradient: true);
            Tensor bias = Tensor.From(FiniteDifferences.Random([outputs], 3).Numbers, [outputs], requiresGradient: true);
            Tensor y = product(x, kernel, bias);
            Tape.Current.Backward(y, FiniteDifferences.Random(y.Shape, 4).Numbers);
            return [y.Values.ToArray(), x.Gradient.ToArray(), kernel.Gradient.ToArray(), bias.Gradient.ToArray()];
        }

        float[][] transformed = Run(SpectralProduct.Of), direct = Run(DelayedProduct.Direct);
        for (int i = 0; i < direct.Length; i++)
        {
            float scale = direct[i].Max(Math.Abs);
            for (int j = 0; j < direct[i].Length; j++) transformed[i][j].ShouldBe(direct[i][j], 5e-6f * scale, $"array {i}[{j}]");
        }
    }

    [Fact]
    public void An_axonal_delay_is_a_layer_whose_synapses_share_their_source_s_delay()
    {
        const int Longest = 5, Neurons = 20;
        (Shape shape, float[] numbers) = FiniteDifferences.Random([9, 2, Neurons], 1);
        (Shape outShape, float[] weights) = FiniteDifferences.Random([9, 2, 3], 2);
        var axonal = new AxonalDelay(Neurons, Longest, new SpacingOptions { Sigma = 0.8 }, seed: 1);
        var linear = new Learning.Layers.Linear(Neurons, 3, seed: 2);
        var whole = new DelayedLinear(Neurons, 3, Longest, options: new SpacingOptions { Sigma = 0.8 });
        linear.Weight.Values.CopyTo(whole.Weight.Values);
        linear.Bias!.Values.CopyTo(whole.Bias!.Values);
        for (int i = 0; i < 3 * Neurons; i++) whole.Delays.Values[i] = axonal.Delays.Values[i % Neurons];
        Tensor x = Tensor.From(numbers, shape, true), x2 = Tensor.From(numbers, shape, true);
        Tensor y = linear.Forward(axonal.Forward(x)), y2 = whole.Forward(x2);
        y.Shape.ShouldBe(outShape);
        Close(y.Values, y2.Values.ToArray(), "output");
        Tape.Current.Backward(y, weights);
        Tape.Current.Backward(y2, weights);
        Close(x.Gradient, x2.Gradient.ToArray(), "input");
        for (int i = 0; i < Neurons; i++) axonal.Delays.Gradient[i].ShouldBe(Enumerable.Range(0, 3).Sum(o => whole.Delays.Gradient[(o * Neurons) + i]), 1e-5f);
        axonal.Round();
        float[] shifted = axonal.Forward(x).Values.ToArray();
        for (int i = 0; i < shifted.Length; i++)
        {
            int from = i - ((int)axonal.Delays.Values[i % Neurons] * 2 * Neurons);
            shifted[i].ShouldBe(from < 0 ? 0 : numbers[from]);
        }
    }

    [Fact]
    public void A_convolution_over_space_has_its_weights_where_they_were_put()
    {
        var layer = new DilatedConvolution2d(1, 1, 1, (5, 5), padding: 2, bias: false);
        layer.Position.Values[0] = -2;
        layer.Position.Values[1] = 1;
        layer.Weight.Values[0] = 3;
        layer.Round();
        float[] image = [.. Enumerable.Range(1, 36).Select(i => (float)i)];
        Tensor y = layer.Forward(Tensor.From(image, [1, 1, 1, 6, 6]));
        for (int i = 0; i < 36; i++)
        {
            int row = (i / 6) - 2, column = (i % 6) + 1;
            y.Values[i].ShouldBe(row < 0 || column > 5 ? 0 : 3 * image[(row * 6) + column]);
        }
    }

    [Fact]
    public void A_convolution_over_time_and_space_sees_no_later_step()
    {
        var layer = new DilatedConvolution3d(1, 1, 1, maximumDelay: 3, size: (3, 3), padding: 1, bias: false);
        layer.Position.Values[0] = -2;
        layer.Position.Values[1] = 1;
        layer.Position.Values[2] = 0;
        layer.Weight.Values[0] = 2;
        layer.Round();
        (Shape shape, float[] x) = FiniteDifferences.Random([6, 2, 1, 4, 4], 1);
        Tensor y = layer.Forward(Tensor.From(x, shape));
        y.Shape.ShouldBe(shape);
        for (int i = 0; i < x.Length; i++)
        {
            int row = (i / 4 % 4) + 1, t = (i / 32) - 2;
            y.Values[i].ShouldBe(row > 3 || t < 0 ? 0 : 2 * x[i - 64 + 4], 1e-6f);
        }
    }

    [Fact]
    public void A_motif_s_neuron_sees_a_sum_over_places_and_delays_and_keeps_its_largest_weights()
    {
        const int Steps = 7, Side = 4, Longest = 2;
        var layer = new HeterogeneousDelays(2, 3, Longest, (2, 2), seed: 1);
        layer.Bias.Values[1] = 0.5f;
        (Shape shape, float[] x) = FiniteDifferences.Random([Steps, 2, 2, Side, Side], 1);
        foreach (double fraction in new[] { 1.0, 0.25 })
        {
            layer.Prune(fraction);
            layer.Kept.ShouldBe(fraction);
            float[] w = layer.Weight.Values.ToArray();
            w.Count(v => v != 0).ShouldBe((int)(fraction * w.Length));
            Tensor y = layer.Forward(Tensor.From(x, shape));
            y.Shape.ShouldBe([Steps, 2, 3, 3, 3]);
            for (int i = 0; i < y.Values.Length; i++)
            {
                int ox = i % 3, oy = i / 3 % 3, m = i / 9 % 3, b = i / 27 % 2, t = i / 54;
                double sum = layer.Bias.Values[m];
                for (int k = 0; k < 24; k++)
                {
                    int dx = k % 2, dy = k / 2 % 2, delay = Longest - (k / 4 % 3), c = k / 12;
                    if (t >= delay) sum += (double)w[(m * 24) + k] * x[((((((t - delay) * 2) + b) * 2) + c) * 16) + ((oy + dy) * 4) + ox + dx];
                }

                ((double)y.Values[i]).ShouldBe(sum, 1e-5);
            }
        }

        Tensor again = layer.Forward(Tensor.From(x, shape));
        Tape.Current.Backward(again, FiniteDifferences.Random(again.Shape, 2).Numbers);
        for (int i = 0; i < layer.Weight.Values.Length; i++) (layer.Weight.Gradient[i] == 0).ShouldBe(layer.Weight.Values[i] == 0);
        Should.Throw<ArgumentException>(() => layer.Prune(0)).Message.ShouldBe("The fraction of weights that stays must be above 0 and at most 1, got 0.");
    }

    [Fact]
    public void Votes_are_judged_one_by_one_and_counted_by_their_probabilities()
    {
        // Two weak votes for class 0 and a strong one for class 1: the sum of outputs would say 1.
        Tensor output = Tensor.From([2, 0, 2, 0, 0, 9], [3, 1, 2]);
        var loss = new Learning.Losses.VoteCrossEntropy();
        int[] predicted = [-1];
        loss.Predict(output, predicted);
        predicted[0].ShouldBe(0);
        double expected = ((2 * Math.Log(1 + Math.Exp(-2))) + Math.Log(1 + Math.Exp(9))) / 3;
        ((double)loss.Of(output, Learning.Training.Targets.Of([0])).Item).ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void The_trainer_narrows_bumps_as_its_schedule_says_and_learns_delays()
    {
        // One input spikes at step 2 or 6 and the output should be at step 8 in either case's own neuron: only delays can do that.
        float[] x = new float[10 * 2 * 2], wanted = new float[10 * 2 * 2];
        for (int b = 0; b < 2; b++) (x[(2 * 4) + (b * 2)], x[(6 * 4) + (b * 2) + 1], wanted[(8 * 4) + (b * 2)], wanted[(8 * 4) + (b * 2) + 1]) = (1, 1, 1, 1);
        var layer = new DelayedLinear(2, 2, 8, bias: false, options: new SpacingOptions { Sigma = 3 }, seed: 2);
        foreach (ref float w in layer.Weight.Values) w = 0.5f;
        layer.Weight.Values[1] = layer.Weight.Values[2] = 0;
        layer.Weight.Learns = false;
        layer.SetDelays([3, 1, 1, 4]);
        var optimiser = new Learning.Optimisers.Adam([layer.Delays], 0.1);
        var annealing = new Learning.Schedules.ExponentialDecay(0.97);
        for (int i = 0; i < 100; i++)
        {
            Tape.Current.Clear();
            optimiser.ZeroGradient();
            layer.Sigma = annealing.Rate(layer.InitialSigma, i);
            Tensor error = (layer.Forward(Tensor.From(x, [10, 2, 2])) - Tensor.From([.. wanted.Select(w => w / 2)], [10, 2, 2])).Square().Sum();
            Tape.Current.Backward(error);
            optimiser.Step();
        }

        layer.Round();
        (layer.Delays.Values[0], layer.Delays.Values[3]).ShouldBe((6f, 2f));
    }

    [Fact]
    public void Delays_that_learning_moves_away_stop_at_the_ends()
    {
        var layer = new DelayedLinear(2, 1, 4);
        layer.Delays.Values[0] = -3;
        layer.Delays.Values[1] = 9.5f;
        layer.Forward(Tensor.Zeros([3, 1, 2]));
        layer.Delays.Values.ToArray().ShouldBe([0f, 4f]);
    }

    [Fact]
    public void What_is_out_of_range_is_said_in_one_sentence()
    {
        var layer = new DelayedLinear(2, 1, 4);
        Should.Throw<ArgumentException>(() => layer.SetDelays([1, 5.5f])).Message.ShouldBe("Delay 1 is 5.5 steps; this layer has delays from 0 to 4 steps.");
        Should.Throw<ArgumentException>(() => layer.SetDelays([1])).Message.ShouldBe("The layer has 2 delays, got 1.");
        Should.Throw<ArgumentException>(() => new DelayedLinear(2, 1, -1)).Message.ShouldBe("The longest delay of a layer must be at least 0 steps, got -1.");
        Should.Throw<ArgumentException>(() => new AxonalDelay(4, 3).Forward(Tensor.Zeros([5, 2, 6]))).Message.ShouldContain("with 4 neurons in a sample");
        Should.Throw<ArgumentOutOfRangeException>(() => layer.Sigma = -1).Message.ShouldContain("must be finite and at least 0 steps, got -1.");
        layer.Round();
        layer.Delays.Values[1] = 7;
        Should.Throw<ArgumentException>(() => layer.Forward(Tensor.Zeros([3, 1, 2]))).Message.ShouldBe("The delay number 1 of  (DelayedLinear) is 7; in a rounded layer it must be a whole number from 0 to 4.");
    }

    [Fact]
    public void A_narrower_bump_is_closer_to_the_rounded_layer()
    {
        var layer = new DelayedLinear(6, 4, 8, options: new SpacingOptions { Sigma = 4 }, seed: 5);
        foreach (ref float delay in layer.Delays.Values) delay = MathF.Round(delay);
        (Shape shape, float[] x) = FiniteDifferences.Random([20, 2, 6], 1);
        float[][] outputs = [.. new[] { 4, 1, 0.2, 0 }.Select(sigma =>
        {
            layer.Sigma = sigma;
            return layer.Forward(Tensor.From(x, shape)).Values.ToArray();
        })];
        layer.Round();
        float[] rounded = layer.Forward(Tensor.From(x, shape)).Values.ToArray();
        double[] distances = [.. outputs.Select(y => y.Zip(rounded, (a, b) => Math.Abs(a - b)).Max())];
        distances.ShouldBeInOrder(SortDirection.Descending);
        distances[^1].ShouldBeLessThan(0.01);
    }

    internal static void Dyadic(Span<float> values)
    {
        foreach (ref float value in values) value = MathF.Round(value * 64) / 64;
    }

    private static Tensor OneHot(DelayedLinear layer)
    {
        return SpacedKernel.Of(
            layer.Weight, layer.Delays, Tensor.From([1], [1]), Interpolation.Bilinear, new Spatial(1, 1, layer.MaximumDelay + 1), new Spatial(0, 0, 0), tapsFirst: true);
    }

    private static Tensor Of((Shape Shape, float[] Numbers) numbers) => Tensor.From(numbers.Numbers, numbers.Shape);

    private static double Naive(Interpolation interpolation, double distance, double sigma)
    {
        if (interpolation == Interpolation.Gaussian) return Math.Exp(-0.5 * Math.Pow(distance / (sigma + 0.27), 2));
        return Math.Max(0, (interpolation == Interpolation.Triangle ? sigma + 1 : 1) - Math.Abs(distance));
    }

    private static void Fill(Span<float> to, double[] from)
    {
        for (int i = 0; i < from.Length; i++) to[i] = (float)from[i];
    }

    private static float[] TimeMajor(double[] numbers, int[] shape)
    {
        float[] turned = new float[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            int t = i % shape[2], n = i / shape[2] % shape[1], b = i / shape[2] / shape[1];
            turned[(((t * shape[0]) + b) * shape[1]) + n] = (float)numbers[i];
        }

        return turned;
    }

    internal static void Close(ReadOnlySpan<float> actual, float[] expected, string what)
    {
        actual.Length.ShouldBe(expected.Length, what);
        for (int i = 0; i < expected.Length; i++) actual[i].ShouldBe(expected[i], 1e-5f + (1e-4f * Math.Abs(expected[i])), $"{what}[{i}]");
    }
}
