using Myelin.Learning.Tensors;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Operations;

public sealed class ActivationTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> functions = new()
    {
        ["elu"] = x => x.Elu(),
        ["gelu_erf"] = x => x.Gelu(),
        ["gelu_tanh"] = x => x.GeluTanh(),
        ["hardtanh"] = x => x.Hardtanh(),
        ["leaky_relu_0.01"] = x => x.LeakyRelu(),
        ["relu"] = x => x.Relu(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["silu"] = x => x.Silu(),
        ["softplus"] = x => x.Softplus(),
        ["tanh"] = x => x.Tanh(),
    };

    public static TheoryData<string> Names => [.. functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_slopes_are_those_of_PyTorch(string name)
    {
        IReadOnlyDictionary<string, double[]> grid = ReferenceCase.Open("C_operators", $"activation_{name}").Table("grid");
        double[] x = grid["x"], y = grid["y"], slope = grid["dydx"];
        Tensor input = Tensor.From([.. x.Select(v => (float)v)], [x.Length], requiresGradient: true);
        Tensor output = functions[name](input);
        Tape.Current.Backward(output, [.. Enumerable.Repeat(1f, x.Length)]);
        for (int i = 0; i < x.Length; i++)
        {
            ((double)output.Values[i]).ShouldBe(y[i], 1e-5 + (1e-4 * Math.Abs(y[i])), $"{name}({x[i]})");
            ((double)input.Gradient[i]).ShouldBe(slope[i], 1e-5 + (1e-4 * Math.Abs(slope[i])), $"slope of {name} at {x[i]}");
        }

        Tape.Current.Clear();
    }

    [Theory]
    [InlineData(-1e4f)]
    [InlineData(-100f)]
    [InlineData(0f)]
    [InlineData(100f)]
    [InlineData(1e4f)]
    public void Nothing_overflows(float x)
    {
        foreach ((string name, Func<Tensor, Tensor> function) in functions)
        {
            Tensor input = Tensor.From([x], [1], requiresGradient: true);
            Tensor output = function(input);
            Tape.Current.Backward(output);
            float.IsFinite(output.Item).ShouldBeTrue(name);
            float.IsFinite(input.Gradient[0]).ShouldBeTrue(name);
            Tape.Current.Clear();
        }
    }
}
