using System.Runtime.InteropServices;
using Myelin.Learning.Operations.Recurrent;

namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>h = tanh(W x + b + U h + c) over all steps (torch.nn.RNN).</summary>
    /// <param name="hidden">[B, hidden] at the start.</param>
    /// <param name="inputWeight">W, [hidden, in].</param>
    /// <param name="hiddenWeight">U, [hidden, hidden].</param>
    /// <param name="inputBias">b, [hidden]; may be left out.</param>
    /// <param name="hiddenBias">c, [hidden]; may be left out.</param>
    /// <returns>The hidden states, [T, B, hidden].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Rnn(Tensor hidden, Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias = default, Tensor hiddenBias = default)
    {
        RecurrentSequence.Check(Shape, hidden.Shape, inputWeight.Shape, hiddenWeight.Shape, 1, "rnn");
        Tensor projected = Linear(inputWeight, inputBias);
        List<Tensor> outputs = RecurrentSequence.Outputs();
        for (int t = 0; t < Shape[0]; t++)
        {
            hidden = (projected.Slice(t) + hidden.Linear(hiddenWeight, hiddenBias)).Tanh();
            outputs.Add(hidden);
        }

        return Stack(CollectionsMarshal.AsSpan(outputs));
    }

    /// <summary>A gated recurrent unit over all steps, gates in the order reset, update, new (torch.nn.GRU; Cho et al. 2014).</summary>
    /// <param name="hidden">[B, hidden] at the start.</param>
    /// <param name="inputWeight">[3 hidden, in].</param>
    /// <param name="hiddenWeight">[3 hidden, hidden].</param>
    /// <param name="inputBias">[3 hidden]; may be left out.</param>
    /// <param name="hiddenBias">[3 hidden]; may be left out.</param>
    /// <returns>The hidden states, [T, B, hidden].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Gru(Tensor hidden, Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias = default, Tensor hiddenBias = default)
    {
        RecurrentSequence.Check(Shape, hidden.Shape, inputWeight.Shape, hiddenWeight.Shape, 3, "gru");
        int n = hidden.Shape[1];
        Tensor projected = Linear(inputWeight, inputBias);
        List<Tensor> outputs = RecurrentSequence.Outputs();
        for (int t = 0; t < Shape[0]; t++)
        {
            Tensor x = projected.Slice(t), h = hidden.Linear(hiddenWeight, hiddenBias);
            Tensor gates = (x.Narrow(1, 0, 2 * n) + h.Narrow(1, 0, 2 * n)).Sigmoid();
            Tensor reset = gates.Narrow(1, 0, n), update = gates.Narrow(1, n, n);
            Tensor candidate = (x.Narrow(1, 2 * n, n) + (reset * h.Narrow(1, 2 * n, n))).Tanh();
            hidden = candidate + (update * (hidden - candidate));
            outputs.Add(hidden);
        }

        return Stack(CollectionsMarshal.AsSpan(outputs));
    }

    /// <summary>
    /// A long short-term memory over all steps, gates in the order input, forget, cell, output (torch.nn.LSTM; Hochreiter and Schmidhuber 1997).
    /// </summary>
    /// <param name="hidden">[B, hidden] at the start.</param>
    /// <param name="cell">[B, hidden] at the start.</param>
    /// <param name="inputWeight">[4 hidden, in].</param>
    /// <param name="hiddenWeight">[4 hidden, hidden].</param>
    /// <param name="inputBias">[4 hidden]; may be left out.</param>
    /// <param name="hiddenBias">[4 hidden]; may be left out.</param>
    /// <returns>The hidden states, [T, B, hidden].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Lstm(Tensor hidden, Tensor cell, Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias = default, Tensor hiddenBias = default)
    {
        RecurrentSequence.Check(Shape, hidden.Shape, inputWeight.Shape, hiddenWeight.Shape, 4, "lstm");
        if (cell.Shape != hidden.Shape) throw new ArgumentException($"lstm: the cell {cell.Shape} and the hidden state {hidden.Shape} must have the same shape.");
        int n = hidden.Shape[1];
        Tensor projected = Linear(inputWeight, inputBias);
        List<Tensor> outputs = RecurrentSequence.Outputs();
        for (int t = 0; t < Shape[0]; t++)
        {
            Tensor all = projected.Slice(t) + hidden.Linear(hiddenWeight, hiddenBias);
            Tensor both = all.Narrow(1, 0, 2 * n).Sigmoid();
            cell = (both.Narrow(1, n, n) * cell) + (both.Narrow(1, 0, n) * all.Narrow(1, 2 * n, n).Tanh());
            hidden = all.Narrow(1, 3 * n, n).Sigmoid() * cell.Tanh();
            outputs.Add(hidden);
        }

        return Stack(CollectionsMarshal.AsSpan(outputs));
    }
}
