using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Recurrent;

/// <summary>What recurrent cells of several gates share: one projection of the whole sequence, then step by step the hidden one.</summary>
internal static class RecurrentSequence
{
    [ThreadStatic]
    private static List<Tensor>? outputs;

    /// <summary>This thread's list for the results of the steps, empty.</summary>
    public static List<Tensor> Outputs()
    {
        List<Tensor> list = outputs ??= [];
        list.Clear();
        return list;
    }

    /// <summary>Refuses weights that do not fit.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Check(Shape input, Shape hidden, Shape inputWeight, Shape hiddenWeight, int gates, string name)
    {
        if (input.Rank != 3 || hidden.Rank != 2 || hidden[0] != input[1])
            throw new ArgumentException($"{name}: the input {input} must be [T, B, in] and the hidden state {hidden} [B, hidden].");
        int rows = gates * hidden[1];
        if (inputWeight != [rows, input[2]] || hiddenWeight != [rows, hidden[1]])
            throw new ArgumentException($"{name}: for the input {input} and the hidden state {hidden} the weights {inputWeight} and {hiddenWeight} must be [{rows}, {input[2]}] and [{rows}, {hidden[1]}].");
    }
}
