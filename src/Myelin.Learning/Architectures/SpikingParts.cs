using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>What deep networks are built of: neurons with their surrogate, a norm, convolutions. Anything may be put in its place.</summary>
/// <param name="neuron">A layer of neurons for a number of channels: <c>c => new Spiking&lt;Arctangent&lt;Two>>(model)</c>, or one whose potential is normalised.</param>
/// <param name="norm">A norm for a number of channels: <c>c => new BatchNorm(c)</c>; null for none, where convolutions have a bias.</param>
/// <param name="seed">What initial weights are drawn from.</param>
public sealed class SpikingParts(Func<int, Spiking> neuron, Func<int, Module>? norm = null, ulong seed = 0)
{
    private ulong drawn;

    /// <summary>Neurons.</summary>
    /// <param name="channels">Number of channels, or of neurons that are not arranged.</param>
    public Spiking Neurons(int channels) => neuron(channels);

    /// <summary>A convolution with the norm behind it.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Width of the kernel, odd; at a stride of 1 the image keeps its size.</param>
    /// <param name="stride">Distance of the windows.</param>
    public Sequential Convolution(int inputs, int outputs, int kernel = 3, int stride = 1)
    {
        var convolution = new Convolution2d(inputs, outputs, kernel, stride, kernel / 2, bias: norm is null, seed: NextSeed());
        return norm is null ? new Sequential(convolution) : new Sequential(convolution, norm(outputs));
    }

    /// <summary>Weights from all to all.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public Linear Linear(int inputs, int outputs) => new(inputs, outputs, seed: NextSeed());

    private ulong NextSeed() => unchecked((seed * 0x9E3779B97F4A7C15UL) + drawn++);
}
