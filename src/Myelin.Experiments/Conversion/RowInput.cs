using Myelin.Data.Loading;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Conversion;

/// <summary>Images [1, 28, 28] as sequences of rows: [B, 1, 28, 28] to [28, B, 28], with pixels in whole 256ths.</summary>
internal sealed class RowInput : SequenceInput
{
    public override Tensor Of(Batch batch, long iteration)
    {
        const int Width = QuantisedRowNetwork.Width;
        Tensor input = Tensor.Empty([Width, batch.Count, Width]);
        for (int b = 0; b < batch.Count; b++)
        {
            ReadOnlySpan<float> image = batch.Sample(b);
            for (int i = 0; i < image.Length; i++) input.Values[(((i / Width * batch.Count) + b) * Width) + (i % Width)] = MathF.Round(image[i] * 255) / 256;
        }

        return input;
    }
}
