using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class DenseTests
{
    [Fact]
    public void A_source_gives_its_column_zeros_included()
    {
        Dense rule = Dense(new[,] { { 1.0, 0, 3 }, { 4, 5, 6 } }, "mV");
        rule.List(3, 2).Select(c => (c.Source, c.Target, c.Weight))
            .ShouldBe([(0, 0, 1), (0, 1, 4), (1, 0, 0), (1, 1, 5), (2, 0, 3), (2, 1, 6)]);
        rule.Storage.ShouldBe(ConnectionStorage.Dense);
        rule.WeightUnit.ShouldBe("mV");
        Dense(new float[2, 3]).WeightUnit.ShouldBe("");
        rule.ExpectedConnections(3, 2).ShouldBe(6);
    }

    [Fact]
    public void The_sum_of_all_sources_is_the_matrix_product() =>
        Prop.ForAll(Gen.Choose(1, 12).Two().Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), c =>
        {
            ((int sources, int targets), int seed) = c;
            Random random = new(seed);
            double[,] weights = new double[targets, sources];
            double[] input = new double[sources], expected = new double[targets];
            for (int s = 0; s < sources; s++) input[s] = random.NextDouble() - 0.5;
            for (int t = 0; t < targets; t++)
            {
                for (int s = 0; s < sources; s++)
                {
                    weights[t, s] = random.NextDouble() - 0.5;
                    expected[t] += weights[t, s] * input[s];
                }
            }

            Dense(weights).Apply(input, targets).ShouldBe(expected, 1e-14);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_linear_layer_of_PyTorch_gives_the_same()
    {
        ReferenceTensor input = ReferenceTensor.Read("linear", "input"), weight = ReferenceTensor.Read("linear", "weight");
        ReferenceTensor bias = ReferenceTensor.Read("linear", "bias"), output = ReferenceTensor.Read("linear", "output");
        Dense rule = Dense(new WeightTensor(weight.Values, weight.Shape));
        for (int b = 0; b < input.Shape[0]; b++)
            rule.Apply(input.Item(b), weight.Shape[0]).Zip(bias.Values, (y, c) => y + c).ShouldBe(output.Item(b), 1e-12);
    }

    [Fact]
    public void Errors_name_both_shapes()
    {
        Should.Throw<ArgumentException>(() => Dense(new double[4])).Message.ShouldBe("Dense weights have the shape [targets, sources], got [4].");
        Dense(new double[10, 784]).Message(700, 10)
            .ShouldBe("E to I: dense weights of the shape [10, 784] do not match 10 targets and 700 sources, which need [10, 700].");
        Dense(new[,] { { 1, float.NegativeInfinity } }).Message(2, 1)
            .ShouldBe("E to I: weights must be finite, but weight 1 of the shape [1, 2] is -Infinity.");
    }

    [Fact]
    public void Equal_weights_are_equal_rules()
    {
        Dense(new double[2, 2], "mV").ShouldBe(Dense(new float[2, 2], "mV"));
        Dense(new double[2, 2], "mV").ShouldNotBe(Dense(new double[2, 2], "pA"));
        Dense(new double[2, 2], "mV").ToString().ShouldMatch("^Dense\\(\\[2, 2\\] #[0-9a-f]{16} mV\\)$");
        Dense(new double[2, 2]).ToString().ShouldMatch("^Dense\\(\\[2, 2\\] #[0-9a-f]{16}\\)$");
    }
}
