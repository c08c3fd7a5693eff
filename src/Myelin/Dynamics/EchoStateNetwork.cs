namespace Myelin.Dynamics;

/// <summary>
/// An echo state network: a fixed recurrent reservoir of leaky units, x(t) = (1 - a) x(t - 1) + a tanh(W x(t - 1) + W_in [1; u(t)]), and a linear
/// readout of [1, u(t), x(t)] that ridge regression fits.
/// </summary>
/// <remarks>Source: Jaeger (2001), GMD report 148; Lukosevicius (2012), "A practical guide to applying echo state networks", eqs. 2, 3 and 9.</remarks>
public sealed class EchoStateNetwork
{
    private readonly double[] recurrent;
    private readonly double[] input;
    private readonly double leak;

    /// <summary>Makes a reservoir.</summary>
    /// <param name="recurrent">Recurrent weights W, to row from column: [N, N].</param>
    /// <param name="input">Input weights, of the constant 1 and of the input: [N, 2].</param>
    /// <param name="leak">Leak a: above 0, at most 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the leak is out of its range.</exception>
    public EchoStateNetwork(ReadOnlySpan<double> recurrent, ReadOnlySpan<double> input, double leak)
    {
        Units = input.Length / 2;
        if (Units < 1 || input.Length % 2 != 0 || recurrent.Length != Units * Units)
            throw new ArgumentException($"EchoStateNetwork: {recurrent.Length} recurrent weights and {input.Length} input weights do not fit; N units have N x N and N x 2.");
        if (!(leak > 0 && leak <= 1)) throw new ArgumentException(FormattableString.Invariant($"EchoStateNetwork: the leak must be above 0 and at most 1, got {leak}."));
        this.recurrent = recurrent.ToArray();
        this.input = input.ToArray();
        this.leak = leak;
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Runs the reservoir from rest.</summary>
    /// <param name="series">u at 0, 1, ...: [T].</param>
    /// <returns>The states after each step: [T, N], row after row.</returns>
    public double[] Run(ReadOnlySpan<double> series)
    {
        var states = new double[series.Length * Units];
        var before = new double[Units];
        for (int t = 0; t < series.Length; t++)
        {
            Span<double> now = states.AsSpan(t * Units, Units);
            Advance(before, series[t], now);
            now.CopyTo(before);
        }

        return states;
    }

    /// <summary>Fits the readout by ridge regression: (A^T A + ridge I)^-1 A^T y over the features A = [1, u, x].</summary>
    /// <param name="series">u: [T].</param>
    /// <param name="states">What <see cref="Run"/> gave for it: [T, N].</param>
    /// <param name="target">What the readout should give: [T].</param>
    /// <param name="warmup">Number of steps at the beginning that do not count.</param>
    /// <param name="ridge">Penalty of large weights, of all features: at least 0.</param>
    /// <returns>The readout's weights, of 1, of u, and of every unit: [2 + N].</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no unique solution, which a larger ridge gives.</exception>
    public double[] Fit(ReadOnlySpan<double> series, ReadOnlySpan<double> states, ReadOnlySpan<double> target, int warmup, double ridge)
    {
        CheckStates(series, states);
        if (target.Length != series.Length) throw new ArgumentException($"EchoStateNetwork: the target must be as long as the input of {series.Length} steps, got {target.Length}.");
        if (warmup < 0 || warmup >= series.Length) throw new ArgumentException($"EchoStateNetwork: the warm-up must be at least 0 and below {series.Length} steps, got {warmup}.");
        if (!(ridge >= 0 && double.IsFinite(ridge))) throw new ArgumentException(FormattableString.Invariant($"EchoStateNetwork: the ridge must be at least 0, got {ridge}."));
        int features = Units + 2;
        double[] gram = new double[features * features], right = new double[features], row = new double[features];
        for (int t = warmup; t < series.Length; t++)
        {
            Features(series, states, t, row);
            for (int i = 0; i < features; i++)
            {
                right[i] += row[i] * target[t];
                for (int j = 0; j < features; j++) gram[(i * features) + j] += row[i] * row[j];
            }
        }

        for (int i = 0; i < features; i++) gram[(i * features) + i] += ridge;
        Factorise(gram, features);
        double[] readout = SolveFactorised(gram, right);

        // The Gram matrix squares the condition of the features; a residual taken from the features themselves brings the lost digits back.
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < features; i++) right[i] = -ridge * readout[i];
            for (int t = warmup; t < series.Length; t++)
            {
                Features(series, states, t, row);
                double error = target[t];
                for (int i = 0; i < features; i++) error -= row[i] * readout[i];
                for (int i = 0; i < features; i++) right[i] += row[i] * error;
            }

            double[] correction = SolveFactorised(gram, right);
            for (int i = 0; i < features; i++) readout[i] += correction[i];
        }

        return readout;
    }

    /// <summary>What a readout gives.</summary>
    /// <param name="series">u: [T].</param>
    /// <param name="states">What <see cref="Run"/> gave for it: [T, N].</param>
    /// <param name="readout">Its weights: [2 + N].</param>
    /// <returns>The output at every step: [T].</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double[] Predict(ReadOnlySpan<double> series, ReadOnlySpan<double> states, ReadOnlySpan<double> readout)
    {
        CheckStates(series, states);
        if (readout.Length != Units + 2) throw new ArgumentException($"EchoStateNetwork: a readout has {Units + 2} weights, got {readout.Length}.");
        double[] output = new double[series.Length], row = new double[Units + 2];
        for (int t = 0; t < output.Length; t++)
        {
            Features(series, states, t, row);
            for (int i = 0; i < row.Length; i++) output[t] += row[i] * readout[i];
        }

        return output;
    }

    /// <summary>Lets the network run freely: what it predicts is its next input.</summary>
    /// <param name="state">The reservoir before the first step: [N].</param>
    /// <param name="first">The first input.</param>
    /// <param name="readout">The readout's weights: [2 + N].</param>
    /// <param name="steps">Number of steps.</param>
    /// <returns>What it predicts after each step: [steps].</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double[] Generate(ReadOnlySpan<double> state, double first, ReadOnlySpan<double> readout, int steps)
    {
        if (state.Length != Units) throw new ArgumentException($"EchoStateNetwork: a state has {Units} numbers, got {state.Length}.");
        if (readout.Length != Units + 2) throw new ArgumentException($"EchoStateNetwork: a readout has {Units + 2} weights, got {readout.Length}.");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        double[] before = state.ToArray(), now = new double[Units], output = new double[steps];
        double value = first;
        for (int t = 0; t < steps; t++)
        {
            Advance(before, value, now);
            output[t] = readout[0] + (readout[1] * value);
            for (int i = 0; i < Units; i++) output[t] += readout[i + 2] * now[i];
            value = output[t];
            (before, now) = (now, before);
        }

        return output;
    }

    private void Advance(ReadOnlySpan<double> before, double value, Span<double> now)
    {
        for (int i = 0; i < Units; i++)
        {
            double sum = input[2 * i] + (input[(2 * i) + 1] * value);
            ReadOnlySpan<double> row = recurrent.AsSpan(i * Units, Units);
            for (int j = 0; j < Units; j++) sum += row[j] * before[j];
            now[i] = ((1 - leak) * before[i]) + (leak * Math.Tanh(sum));
        }
    }

    private void Features(ReadOnlySpan<double> series, ReadOnlySpan<double> states, int step, double[] row)
    {
        (row[0], row[1]) = (1, series[step]);
        states.Slice(step * Units, Units).CopyTo(row.AsSpan(2));
    }

    private void CheckStates(ReadOnlySpan<double> series, ReadOnlySpan<double> states)
    {
        if (states.Length != series.Length * Units)
            throw new ArgumentException($"EchoStateNetwork: {series.Length} steps of {Units} units are {series.Length * Units} states, got {states.Length}.");
    }

    // Cholesky: the lower triangle becomes L of L L^T = the matrix.
    private static void Factorise(double[] matrix, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = matrix[(i * n) + j];
                for (int k = 0; k < j; k++) sum -= matrix[(i * n) + k] * matrix[(j * n) + k];
                if (i > j) matrix[(i * n) + j] = sum / matrix[(j * n) + j];
                else if (sum > 0) matrix[(j * n) + j] = Math.Sqrt(sum);
                else throw new ArgumentException("EchoStateNetwork: the features are linearly dependent, so the readout has no unique solution; use a larger ridge.");
            }
        }
    }

    private static double[] SolveFactorised(double[] factor, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) x[i] -= factor[(i * n) + k] * x[k];
            x[i] /= factor[(i * n) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) x[i] -= factor[(k * n) + i] * x[k];
            x[i] /= factor[(i * n) + i];
        }

        return x;
    }
}
