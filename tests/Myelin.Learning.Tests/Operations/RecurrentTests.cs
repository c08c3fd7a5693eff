using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class RecurrentTests
{
    [Fact]
    public void Cells_as_in_PyTorch()
    {
        OperatorCase.Run("rnn_tanh_sequence", c => c["input"].Rnn(c["h0"], c["w_ih"], c["w_hh"], c["b_ih"], c["b_hh"]));
        OperatorCase.Run("gru_sequence", c => c["input"].Gru(c["h0"], c["w_ih"], c["w_hh"], c["b_ih"], c["b_hh"]));
        OperatorCase.Run("lstm_sequence", c => c["input"].Lstm(c["h0"], c["c0"], c["w_ih"], c["w_hh"], c["b_ih"], c["b_hh"]));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([5, 2, 3]), h = Tensor.Zeros([2, 4]);
        ConvolutionTests.Says(() => x.Rnn(Tensor.Zeros([3, 4]), Tensor.Zeros([4, 3]), Tensor.Zeros([4, 4])), "rnn", "[5, 2, 3]", "[3, 4]");
        ConvolutionTests.Says(() => x.Gru(h, Tensor.Zeros([4, 3]), Tensor.Zeros([12, 4])), "gru", "[4, 3]", "[12, 3]");
        ConvolutionTests.Says(() => x.Lstm(h, Tensor.Zeros([2, 5]), Tensor.Zeros([16, 3]), Tensor.Zeros([16, 4])), "lstm", "[2, 5]", "[2, 4]");
        Tape.Current.Clear();
    }
}
