using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Initialisation;
using Myelin.Learning.Tensors;
using static Myelin.Syntax;

namespace Myelin.Learning.Tests.Initialisation;

public sealed class InitialiserTests
{
    private static readonly Dictionary<string, Initialiser> all = new(StringComparer.Ordinal)
    {
        ["uniform"] = Uniform(-0.5, 2),
        ["normal"] = Normal(1, 2),
        ["xavier uniform"] = new XavierUniform(Gain.Tanh),
        ["xavier normal"] = new XavierNormal(),
        ["kaiming uniform"] = new KaimingUniform(),
        ["kaiming normal"] = new KaimingNormal(Mode: FanMode.Out),
        ["inverse root"] = new InverseRoot(64),
        ["orthogonal"] = new Orthogonal(),
        ["sparse"] = new SparseNormal(0.3),
    };

    public static TheoryData<string> Names => [.. all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_are_a_function_of_seed_and_name(string name)
    {
        float[] Draw(ulong seed, string parameter) => Filled(all[name], [12, 17], seed, parameter);
        Draw(1, "layer.weight").ShouldBe(Draw(1, "layer.weight"));
        Draw(1, "layer.weight").ShouldNotBe(Draw(2, "layer.weight"));
        Draw(1, "layer.weight").ShouldNotBe(Draw(1, "layer.weights"));
        var parameter = new Parameter("weight", [12, 17]);
        all[name].Fill(parameter, 1, "layer.weight");
        parameter.Values.ToArray().ShouldBe(Draw(1, "layer.weight"));
    }

    /// <summary>The numbers follow from the formulas of torch.nn.init for 120 connections that come in and 80 that go out; moments have five standard errors.</summary>
    [Theory]
    [InlineData("uniform", 0.75, 0.72168783648703, 2.0)]
    [InlineData("normal", 1.0, 2.0, double.PositiveInfinity)]
    [InlineData("xavier uniform", 0.0, 0.16666666666666666, 0.28867513459481287)]
    [InlineData("xavier normal", 0.0, 0.1, double.PositiveInfinity)]
    [InlineData("kaiming uniform", 0.0, 0.12909944487358055, 0.22360679774997896)]
    [InlineData("kaiming normal", 0.0, 0.15811388300841897, double.PositiveInfinity)]
    [InlineData("inverse root", 0.0, 0.07216878364870323, 0.125)]
    public void Bounds_and_moments_are_those_of_the_law(string name, double mean, double deviation, double bound)
    {
        float[] values = Filled(all[name], [20, 30, 2, 2], 7, name);
        double count = values.Length, average = values.Average(x => (double)x), spread = Math.Sqrt(values.Average(x => (x - average) * (x - average)));
        average.ShouldBe(mean, 5 * deviation / Math.Sqrt(count));
        spread.ShouldBe(deviation, 5 * deviation / Math.Sqrt(2 * count));
        values.ShouldAllBe(x => Math.Abs(x) <= bound * 1.0000002);
        if (double.IsFinite(bound)) values.Max(Math.Abs).ShouldBeGreaterThan((float)(bound * 0.99));
    }

    [Fact]
    public void Rows_or_columns_are_orthogonal_and_as_long_as_the_gain()
    {
        Prop.ForAll(
            Gen.Choose(1, 24).Two().Zip(Gen.Choose(1, 3)).ToArbitrary(),
            draw =>
            {
                ((int rows, int wide), int deep) = draw;
                int columns = wide * deep, vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
                float[] values = Filled(new Orthogonal(1.5), [rows, wide, deep], 3, "w");
                for (int a = 0; a < vectors; a++)
                {
                    for (int b = 0; b <= a; b++)
                    {
                        double product = 0;
                        for (int i = 0; i < length; i++) product += (double)At(a, i) * At(b, i);
                        product.ShouldBe(a == b ? 2.25 : 0, 2e-6);
                    }
                }

                float At(int vector, int i) => rows <= columns ? values[(vector * columns) + i] : values[(i * columns) + vector];
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_rotation_turns_either_way_with_the_same_probability()
    {
        // Of matrices that are drawn evenly, the mean of every element is 0 and half have the determinant 1.
        int right = 0;
        double sum = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            float[] m = Filled(new Orthogonal(), [2, 2], seed, "w");
            if ((m[0] * m[3]) - (m[1] * m[2]) > 0) right++;
            sum += m[0];
        }

        ((double)right).ShouldBe(1000, 5 * Math.Sqrt(500));
        (sum / 2000).ShouldBe(0, 5 * Math.Sqrt(0.5 / 2000));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.901)]
    [InlineData(1.0)]
    public void Every_column_has_its_share_of_zeros(double sparsity)
    {
        const int Rows = 40, Columns = 300;
        float[] values = Filled(new SparseNormal(sparsity, 0.5), [Rows, Columns], 1, "w");
        int[] perRow = new int[Rows];
        for (int c = 0; c < Columns; c++)
        {
            int zeros = 0;
            for (int r = 0; r < Rows; r++)
            {
                if (values[(r * Columns) + c] != 0) continue;
                zeros++;
                perRow[r]++;
            }

            zeros.ShouldBe((int)Math.Ceiling(sparsity * Rows));
        }

        double share = Math.Ceiling(sparsity * Rows) / Rows, error = Math.Sqrt(Columns * share * (1 - share));
        foreach (int zeros in perRow) ((double)zeros).ShouldBe(Columns * share, (5 * error) + 1e-9);
        float[] others = [.. values.Where(x => x != 0)];
        if (others.Length > 0) Math.Sqrt(others.Average(x => (double)x * x)).ShouldBe(0.5, 5 * 0.5 / Math.Sqrt(2.0 * others.Length));
    }

    [Fact]
    public void A_number_fills_and_0_clears()
    {
        Filled(0.25, [3], 1, "b").ShouldBe([0.25f, 0.25f, 0.25f]);
        Filled(0, [2], 1, "b").ShouldBe([0f, 0f]);
        foreach (Initialiser initialiser in all.Values) Filled(initialiser, [0, 3], 1, "none").ShouldBeEmpty();
    }

    [Fact]
    public void Gains_are_those_of_PyTorch()
    {
        Gain.Relu.ShouldBe(1.4142135623730951);
        Gain.LeakyRelu().ShouldBe(1.4141428569978354, 1e-15);
        Gain.LeakyRelu(Math.Sqrt(5)).ShouldBe(0.5773502691896257, 1e-15);
        Gain.Tanh.ShouldBe(1.6666666666666667);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Should.Throw<ArgumentException>(() => Filled(new KaimingNormal(), [5], 1, "layer.bias")).Message
            .ShouldBe("The parameter 'layer.bias' of shape [5] has no connections to count: it needs two axes or more, [out, in, ...].");
        Should.Throw<ArgumentException>(() => Filled(new Orthogonal(), [5], 1, "b")).Message.ShouldContain("'b' of shape [5]");
        Should.Throw<ArgumentException>(() => Filled(new SparseNormal(0.5), [5, 1, 1], 1, "b")).Message.ShouldContain("'b' of shape [5, 1, 1]");
        Should.Throw<ArgumentException>(() => new XavierNormal().Fill(new float[3], [2, 2], 1, "w")).Message.ShouldBe("The parameter 'w' of shape [2, 2] has 4 numbers, got room for 3.");
        Should.Throw<ArgumentException>(() => new FromLaw(5 * mV)).Message.ShouldContain("pure numbers");
        Should.Throw<ArgumentOutOfRangeException>(() => new XavierNormal(double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new SparseNormal(1.1));
        Should.Throw<ArgumentOutOfRangeException>(() => new InverseRoot(0));
    }

    private static float[] Filled(Initialiser initialiser, Shape shape, ulong seed, string name)
    {
        float[] values = new float[shape.Count];
        initialiser.Fill(values, shape, seed, name);
        return values;
    }
}
