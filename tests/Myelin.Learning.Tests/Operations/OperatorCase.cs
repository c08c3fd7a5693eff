using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Tensors;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Operations;

/// <summary>One operation as PyTorch computed it in double precision: operands, result, and gradients for a given gradient of the result.</summary>
internal sealed class OperatorCase(string name)
{
    private const float Relative = 1e-4f, Absolute = 1e-5f;

    private readonly ReferenceCase reference = ReferenceCase.Open("C_operators", name);
    private readonly List<(string Name, Tensor Tensor)> operands = [];

    public ReferenceNumbers Parameters => reference.Parameters;

    public static void Run(string name, Func<OperatorCase, Tensor> operation)
    {
        var of = new OperatorCase(name);
        of.Check(operation(of));
        Tape.Current.Clear();
    }

    /// <summary>An operand with a gradient to compare.</summary>
    public Tensor this[string array]
    {
        get
        {
            Tensor tensor = Tensor.From(Numbers(array), Shape.Create(reference.Shape(array)), requiresGradient: reference.Has($"grad_{array}"));
            operands.Add((array, tensor));
            return tensor;
        }
    }

    public bool Has(string array) => reference.Has(array);

    public float[] Numbers(string array) => [.. reference.Tensor(array).Select(x => (float)x)];

    public int[] Whole(string array) => [.. reference.Tensor(array).Select(x => (int)x)];

    public int Number(string parameter, int otherwise) => Parameters.Has(parameter) ? (int)Parameters[parameter] : otherwise;

    public Spatial Spatial(string parameter, int otherwise)
    {
        if (!Parameters.Has(parameter)) return otherwise;
        try
        {
            double[] both = Parameters.List(parameter);
            return ((int)both[0], (int)both[1]);
        }
        catch (InvalidOperationException)
        {
            return (int)Parameters[parameter];
        }
    }

    public void CheckValues(string array, ReadOnlySpan<float> actual)
    {
        double[] expected = reference.Tensor(array);
        actual.Length.ShouldBe(expected.Length, array);
        for (int i = 0; i < expected.Length; i++)
            ((double)actual[i]).ShouldBe(expected[i], Absolute + (Relative * Math.Abs(expected[i])), $"{reference.Name}: {array}[{i}]");
    }

    private void Check(Tensor output)
    {
        output.Shape.ShouldBe(Shape.Create(reference.Shape("output")));
        CheckValues("output", output.Values);
        Tape.Current.Backward(output, Numbers("grad_output"));
        operands.Count(o => o.Tensor.RequiresGradient).ShouldBeGreaterThan(0);
        foreach ((string name, Tensor operand) in operands)
        {
            if (operand.RequiresGradient) CheckValues($"grad_{name}", operand.Gradient);
        }
    }
}
