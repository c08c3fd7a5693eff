using System.Numerics;
using Myelin.Connectivity;
using Myelin.Randomness;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>The part of a dense or streamed projection that goes to one partition and one port.</summary>
/// <param name="FirstSource">First source neuron, within its population.</param>
/// <param name="Sources">Number of source neurons.</param>
/// <param name="FirstTarget">First target neuron in this partition, within the projection's targets.</param>
/// <param name="Targets">Number of target neurons in this partition.</param>
/// <param name="Sign">0 for all weights, 1 for those of at least zero, -1 for those below.</param>
/// <param name="Delay">The delay in steps.</param>
/// <param name="Grid">The weights that a synapse can have; null for any.</param>
internal sealed record SharedWeights(int FirstSource, int Sources, int FirstTarget, int Targets, int Sign, int Delay, WeightGrid? Grid = null)
{
    /// <summary>The weight as a synapse holds it.</summary>
    public double Held(double weight) => Grid is { } grid ? grid.Nearest(weight) : weight;

    /// <summary>Whether a weight goes to this port.</summary>
    public bool Takes(double weight) => Sign == 0 || (weight < 0 ? Sign < 0 : Sign > 0);

    /// <summary>The weights as a matrix [sources, targets] of this partition, and the number of connections of each source in it.</summary>
    public unsafe (NativeBuffer<T> Matrix, int[] Connections) Matrix<T>(ConnectionStream stream, Distribution? weight)
        where T : unmanaged, INumberBase<T>
    {
        var matrix = new NativeBuffer<T>((long)Sources * Targets);
        var connections = new int[Sources];
        var partners = new Partners();
        for (int s = 0; s < Sources; s++)
        {
            stream.Fill(s, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                int target = partners.Indices[i] - FirstTarget;
                double w = stream.HasWeights ? partners.Weights[i] : weight?.ConstantValue ?? 1;
                if ((uint)target >= (uint)Targets || !Takes(w)) continue;
                matrix.Pointer[((long)s * Targets) + target] += T.CreateTruncating(Held(w));
                connections[s]++;
            }
        }

        return (matrix, connections);
    }
}
