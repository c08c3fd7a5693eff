using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>
/// Numbers spread evenly in [-a, a] with a = gain sqrt(3 / fan) (kaiming_uniform_). With the gain 1 / sqrt(3), weights of 1 / sqrt(in) at
/// most, it is what PyTorch's linear layers and convolutions begin with.
/// </summary>
/// <param name="Gain">How much larger the weights are for the activation that follows, such as sqrt(2) for a rectified one; see <see cref="Initialisation.Gain"/>.</param>
/// <param name="Mode">Which connections are counted.</param>
/// <remarks>Source: He et al. (2015), "Delving deep into rectifiers".</remarks>
public sealed record KaimingUniform(double Gain = 1.4142135623730951, FanMode Mode = FanMode.In) : Initialiser
{
    /// <summary>How much larger the weights are for the activation that follows.</summary>
    public double Gain { get; } = Finite(Gain, "gain");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        double bound = Math.Abs(Gain) * Math.Sqrt(3.0 / Math.Max(1, Fan.Of(shape, name).Of(Mode)));
        new Uniform(-bound, bound, string.Empty).Fill(ref stream, values);
    }
}
