using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>Normal numbers of mean 0 and standard deviation gain / sqrt(fan) (kaiming_normal_).</summary>
/// <param name="Gain">How much larger the weights are for the activation that follows, such as sqrt(2) for a rectified one; see <see cref="Initialisation.Gain"/>.</param>
/// <param name="Mode">Which connections are counted.</param>
/// <remarks>Source: He et al. (2015), "Delving deep into rectifiers".</remarks>
public sealed record KaimingNormal(double Gain = 1.4142135623730951, FanMode Mode = FanMode.In) : Initialiser
{
    /// <summary>How much larger the weights are for the activation that follows.</summary>
    public double Gain { get; } = Finite(Gain, "gain");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        double deviation = Math.Abs(Gain) / Math.Sqrt(Math.Max(1, Fan.Of(shape, name).Of(Mode)));
        new Normal(0, deviation, null, null, string.Empty).Fill(ref stream, values);
    }
}
