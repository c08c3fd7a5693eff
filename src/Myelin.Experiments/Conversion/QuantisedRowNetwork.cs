using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Conversion;

/// <summary>
/// A quantised network that reads images row by row: a convolution along the row, a recurrent layer, and a product with its last state. Activations are whole
/// multiples of a power of two, from 0 to a largest.
/// </summary>
internal sealed class QuantisedRowNetwork : Module
{
    /// <summary>Length of a row.</summary>
    public const int Width = 28;

    private const int Kernel = 5;

    private readonly float unit;
    private readonly Spiking rounded;

    /// <summary>Makes a network.</summary>
    /// <param name="channels">Channels of the convolution.</param>
    /// <param name="hidden">Neurons of the recurrent layer.</param>
    /// <param name="levels">Largest multiple.</param>
    /// <param name="unit">The unit of activations, a power of two.</param>
    /// <param name="seed">What the weights are drawn from.</param>
    public QuantisedRowNetwork(int channels, int hidden, int levels, float unit, ulong seed)
    {
        this.unit = unit;
        int features = channels * (((Width - Kernel) / 2) + 1);
        Convolution = Add("convolution", new Convolution2d(1, channels, (1, Kernel), stride: (1, 2), seed: seed));
        Input = Add("input", new Linear(features, hidden, bias: false, seed + 1));
        Recurrent = Add("recurrent", new Linear(hidden, hidden, bias: false, seed + 2));
        Output = Add("output", new Linear(hidden, 10, seed: seed + 3));
        rounded = Add("rounded", new Spiking<Rectangle<OneHalf, Zero>>(new IntegerLif { Decay = 0, Levels = levels }));
    }

    public Convolution2d Convolution { get; }

    public Linear Input { get; }

    public Linear Recurrent { get; }

    public Linear Output { get; }

    /// <summary>The states of the recurrent layer after every row of the last pass, in units, [rows, B, hidden].</summary>
    public float[][] States { get; private set; } = [];

    /// <summary>Rounds all weights and biases to multiples of a power of two.</summary>
    public void RoundWeights(float step)
    {
        foreach ((string _, Parameter parameter) in Parameters)
        {
            foreach (ref float value in parameter.Values) value = MathF.Round(value / step) * step;
        }
    }

    protected override Tensor Compute(Tensor input)
    {
        // [rows, B, 28]; the convolution takes images of one row.
        (int rows, int batch) = (input.Shape[0], input.Shape[1]);
        Tensor features = Rounded(Convolution.Forward(input.Reshape([rows, batch, 1, 1, Width]))).Flatten(2);
        Tensor drive = Input.Forward(features);
        States = new float[rows][];
        Tensor state = default;
        for (int row = 0; row < rows; row++)
        {
            Tensor own = drive.Steps(row, 1);
            state = Rounded(row == 0 ? own : own + Recurrent.Forward(state));
            if (!IsTraining) States[row] = [.. state.Values.ToArray().Select(v => v / unit)];
        }

        return Output.Forward(state);
    }

    private Tensor Rounded(Tensor x)
    {
        rounded.ResetState();
        return rounded.Forward(x / unit) * unit;
    }
}
