namespace Myelin.Learning.Initialisation;

/// <summary>How much larger weights must be for an activation to keep the size of signals (torch.nn.init.calculate_gain).</summary>
public static class Gain
{
    /// <summary>Of no activation, or a logistic one.</summary>
    public const double Linear = 1;

    /// <summary>Of the hyperbolic tangent.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>Of the scaled exponential linear unit.</summary>
    public const double Selu = 3.0 / 4;

    /// <summary>Of the rectified linear unit.</summary>
    public static double Relu => Math.Sqrt(2);

    /// <summary>Of the leaky rectified linear unit.</summary>
    /// <param name="slope">Its slope below 0.</param>
    public static double LeakyRelu(double slope = 0.01) => Math.Sqrt(2 / (1 + (slope * slope)));
}
