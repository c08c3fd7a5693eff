using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>Numbers spread evenly in [-a, a] with a = gain sqrt(6 / (in + out)) (xavier_uniform_).</summary>
/// <param name="Gain">How much larger the weights are for the activation that follows; see <see cref="Initialisation.Gain"/>.</param>
/// <remarks>Source: Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks".</remarks>
public sealed record XavierUniform(double Gain = 1) : Initialiser
{
    /// <summary>How much larger the weights are for the activation that follows.</summary>
    public double Gain { get; } = Finite(Gain, "gain");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        Fan fan = Fan.Of(shape, name);
        double bound = Math.Abs(Gain) * Math.Sqrt(6.0 / Math.Max(1, fan.In + fan.Out));
        new Uniform(-bound, bound, string.Empty).Fill(ref stream, values);
    }
}
