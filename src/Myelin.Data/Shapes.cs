namespace Myelin.Data;

/// <summary>Arithmetic of sample shapes.</summary>
internal static class Shapes
{
    /// <summary>Number of values of a shape.</summary>
    public static int Size(IReadOnlyList<int> shape)
    {
        int size = 1;
        for (int i = 0; i < shape.Count; i++) size = checked(size * shape[i]);
        return size;
    }

    /// <summary>Number of values of one step: the product of all but the first number.</summary>
    public static int StepSize(IReadOnlyList<int> shape)
    {
        int size = 1;
        for (int i = 1; i < shape.Count; i++) size = checked(size * shape[i]);
        return size;
    }

    /// <summary>The shape as text: <c>[1, 28, 28]</c>.</summary>
    public static string Text(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape)}]";
}
