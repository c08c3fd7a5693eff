namespace Myelin.Dynamics;

/// <summary>
/// A nonlinear autoregressive moving average, the benchmark NARMA-10 of reservoir computing: y(t+1) = A y(t) + B y(t) (y(t) + ... + y(t-n+1))
/// + C u(t-n+1) u(t) + D, with y = 0 up to t = n - 1.
/// </summary>
/// <remarks>Source: Atiya and Parlos (2000), IEEE Trans. Neural Networks 11, 697, eq. 86. Usual inputs are uniform between 0 and 0.5.</remarks>
public sealed record Narma
{
    /// <summary>Order n.</summary>
    public int Order { get; init; } = 10;

    /// <summary>Weight of the last value.</summary>
    public double A { get; init; } = 0.3;

    /// <summary>Weight of its product with the sum of the last n values.</summary>
    public double B { get; init; } = 0.05;

    /// <summary>Weight of the product of the newest input and the n-th last.</summary>
    public double C { get; init; } = 1.5;

    /// <summary>What is added in every step.</summary>
    public double D { get; init; } = 0.1;

    /// <summary>The response to an input.</summary>
    /// <param name="input">u at 0, 1, ...: [T].</param>
    /// <returns>y at the same times: [T].</returns>
    /// <exception cref="ArgumentException">The order is below 1, or the series grows beyond all bounds, which some inputs make it do.</exception>
    public double[] Respond(ReadOnlySpan<double> input)
    {
        if (Order < 1) throw new ArgumentException($"Narma.Order must be at least 1, got {Order}.");
        var y = new double[input.Length];
        for (int t = Order - 1; t + 1 < y.Length; t++)
        {
            double sum = 0;
            for (int i = 0; i < Order; i++) sum += y[t - i];
            y[t + 1] = (A * y[t]) + (B * y[t] * sum) + (C * input[t - Order + 1] * input[t]) + D;
            if (!double.IsFinite(y[t + 1]))
                throw new ArgumentException($"Narma: the series is not finite at {t + 1}; use a smaller input or other parameters.");
        }

        return y;
    }
}
