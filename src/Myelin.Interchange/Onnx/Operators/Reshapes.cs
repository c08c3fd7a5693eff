using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>The same numbers in another shape.</summary>
internal static class Reshapes
{
    private const int MostAxes = 8;

    public static OnnxValue Flatten(OperatorCall call)
    {
        call.Only("axis", 1, "all but the batch");
        int size = (int)Layer.Count(call.Shape(0));
        return call.Give(new ReshapeLayer([size]), call.Layer(0));
    }

    public static OnnxValue Reshape(OperatorCall call)
    {
        call.Only("allowzero", 0, "a zero keeps the length");
        long[] wanted = call.Constant(1) is { IsInteger: true } tensor ? tensor.Integers : throw call.Fault("takes a shape that is not of whole numbers");
        if (wanted.Length is 0 or > MostAxes) throw call.Fault($"takes a shape of {wanted.Length} axes; from 1 to {MostAxes} are possible");
        if (call.Value(0) is ConstantValue constant) return call.Give(constant.Tensor.As(Resolve(call, wanted, constant.Tensor.Shape, constant.Tensor.Count)));

        // The first axis is the batch, whatever its length when the file was written; -1 there means that the others are fixed.
        IReadOnlyList<int> sample = call.Shape(0);
        long size = Layer.Count(sample);
        if (wanted.Length == 1) throw call.Fault("joins the batch with other axes; the first axis must stay the batch");
        return call.Give(new ReshapeLayer(Resolve(call, wanted[1..], sample, size)), call.Layer(0));
    }

    private static int[] Resolve(OperatorCall call, long[] wanted, IReadOnlyList<int> from, long size)
    {
        int[] shape = new int[wanted.Length];
        int open = -1;
        long product = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            long length = wanted[i] == 0 ? i < from.Count ? from[i] : -2 : wanted[i];
            if (length == -1 && open < 0)
            {
                open = i;
                continue;
            }

            if (length is < 1 or > int.MaxValue || (product *= length) > size) throw Misfit();
            shape[i] = (int)length;
        }

        if (open >= 0)
        {
            if (size % product != 0) throw Misfit();
            shape[open] = (int)(size / product);
            product = size;
        }

        return product == size ? shape : throw Misfit();

        InvalidDataException Misfit() => call.Fault($"makes a shape of ({string.Join(", ", wanted)}) of {Layer.Text(from)}, which has {size} elements; the numbers must agree");
    }
}
