using MathNet.Numerics.LinearAlgebra;
using Myelin.Dynamics;
using Myelin.Randomness;

namespace Myelin.Experiments.ChaoticPrediction;

/// <summary>Draws echo state networks.</summary>
/// <param name="Units">Number of units.</param>
/// <param name="Probability">Of a recurrent connection.</param>
/// <param name="Radius">Largest magnitude of the eigenvalues of the recurrent weights.</param>
/// <param name="Leak">Leak of the units.</param>
/// <param name="InputScale">Width of the uniform law of input weights.</param>
/// <param name="Ridge">Penalty of large weights of the readout.</param>
internal sealed record Reservoir(int Units, double Probability, double Radius, double Leak, double InputScale, double Ridge)
{
    /// <summary>A network, and the number of its recurrent weights that are not 0.</summary>
    public (EchoStateNetwork Network, int Connections) Draw(ulong seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Weights, 0, 0);
        double[] recurrent = new double[Units * Units], input = new double[2 * Units];
        int connections = 0;
        for (int i = 0; i < recurrent.Length; i++)
        {
            double chosen = stream.NextDouble(), weight = stream.NextNormal();
            if (chosen > Probability) continue;
            recurrent[i] = weight;
            connections++;
        }

        double radius = Matrix<double>.Build.DenseOfRowMajor(Units, Units, recurrent).Evd().EigenValues.Max(v => v.Magnitude);
        if (radius > 0)
        {
            for (int i = 0; i < recurrent.Length; i++) recurrent[i] *= Radius / radius;
        }

        for (int i = 0; i < input.Length; i++) input[i] = InputScale * (stream.NextDouble() - 0.5);
        return (new EchoStateNetwork(recurrent, input, Leak), connections);
    }
}
