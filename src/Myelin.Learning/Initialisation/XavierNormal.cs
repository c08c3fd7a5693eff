using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>Normal numbers of mean 0 and standard deviation gain sqrt(2 / (in + out)) (xavier_normal_).</summary>
/// <param name="Gain">How much larger the weights are for the activation that follows; see <see cref="Initialisation.Gain"/>.</param>
/// <remarks>Source: Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks".</remarks>
public sealed record XavierNormal(double Gain = 1) : Initialiser
{
    /// <summary>How much larger the weights are for the activation that follows.</summary>
    public double Gain { get; } = Finite(Gain, "gain");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        Fan fan = Fan.Of(shape, name);
        double deviation = Math.Abs(Gain) * Math.Sqrt(2.0 / Math.Max(1, fan.In + fan.Out));
        new Normal(0, deviation, null, null, string.Empty).Fill(ref stream, values);
    }
}
