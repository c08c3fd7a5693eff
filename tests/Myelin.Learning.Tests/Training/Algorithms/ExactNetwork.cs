namespace Myelin.Learning.Tests.Training.Algorithms;

/// <summary>
/// Feed-forward leaky integrate-and-fire neurons with exponential currents in continuous time, double precision: closed form between events, and
/// bisection for the crossings. TauM u' = -u + i, TauS i' = -i, spike and u = 0 at 1. What gradients of spike times are held against.
/// </summary>
internal sealed class ExactNetwork(double tauM, double tauS, double end)
{
    /// <summary>The spikes of every layer: time and neuron, in the order of time.</summary>
    public List<(double Time, int Neuron)> Run(List<(double Time, int Neuron)> input, params double[][,] layers)
    {
        foreach (double[,] weights in layers)
        {
            var output = new List<(double Time, int Neuron)>();
            for (int n = 0; n < weights.GetLength(0); n++) output.AddRange(Neuron(input, weights, n).Select(t => (t, n)));
            input = [.. output.OrderBy(s => s.Item1)];
        }

        return input;
    }

    private List<double> Neuron(List<(double Time, int Neuron)> input, double[,] weights, int neuron)
    {
        const double Look = 0.01;
        var spikes = new List<double>();
        double now = 0, u = 0, i = 0;
        int next = 0;
        while (now < end)
        {
            double arrival = next < input.Count ? input[next].Time : end, until = Math.Min(Math.Min(arrival, now + Look), end);
            if (Potential(u, i, until - now) >= 1)
            {
                double low = 0, high = until - now;
                for (int round = 0; round < 60; round++)
                {
                    double middle = (low + high) / 2;
                    if (Potential(u, i, middle) >= 1) high = middle;
                    else low = middle;
                }

                spikes.Add(now + high);
                (u, i, now) = (0, i * Math.Exp(-high / tauS), now + high);
                continue;
            }

            (u, i, now) = (Potential(u, i, until - now), i * Math.Exp(-(until - now) / tauS), until);
            while (next < input.Count && input[next].Time <= now) i += weights[neuron, input[next++].Neuron];
        }

        return spikes;
    }

    private double Potential(double u, double i, double time)
    {
        double slow = Math.Exp(-time / tauM), fast = Math.Exp(-time / tauS);
        return (u * slow) + (i * tauS / (tauM - tauS) * (slow - fast));
    }
}
