using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Batch normalisation as it is evaluated: a factor and a shift for each channel.</summary>
internal static class BatchNormalization
{
    public static OnnxValue Translate(OperatorCall call)
    {
        call.Only("training_mode", 0, "evaluation");
        call.Only("spatial", 1, "one mean for each channel");
        call.Number("momentum", 0.9f);
        double epsilon = call.Number("epsilon", 1e-5f);
        float[] weight = call.Numbers(1).Floats, bias = call.Numbers(2).Floats, mean = call.Numbers(3).Floats, variance = call.Numbers(4).Floats;
        int channels = call.Shape(0)[0];
        foreach (float[] constant in (float[][])[weight, bias, mean, variance])
        {
            if (constant.Length != channels) throw call.Fault($"has constants of {constant.Length} elements for {channels} channels");
        }

        float[] factor = new float[channels], shift = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            double scale = weight[c] / Math.Sqrt(variance[c] + epsilon);
            if (!double.IsFinite(scale)) throw call.Fault(FormattableString.Invariant($"has a variance of {variance[c]} in channel {c}; with epsilon it must be above 0"));
            (factor[c], shift[c]) = ((float)scale, (float)(bias[c] - (mean[c] * scale)));
        }

        return call.Give(new ScaleLayer(factor, shift), call.Layer(0));
    }
}
