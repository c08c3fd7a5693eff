using System.Security.Cryptography;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Simulation.Snapshots;

/// <summary>A hash of everything that decides how a network behaves, so that a snapshot is not continued with another network.</summary>
internal static class NetworkFingerprint
{
    public static byte[] Of(Network network, Time dt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(network.Describe()));
        hash.AppendData(BitConverter.GetBytes(network.Seed));
        if (network.DrawSeed != network.Seed) hash.AppendData(BitConverter.GetBytes(network.DrawSeed));
        hash.AppendData(BitConverter.GetBytes(dt.InMilliseconds));
        foreach (Population population in network.Populations)
        {
            int models = population.HasParametersPerNeuron ? population.Size : 1;
            for (int i = 0; i < models; i++)
            {
                foreach (double constant in population.ModelOf(i).LowerConstants(dt)) hash.AppendData(BitConverter.GetBytes(constant));
            }

            foreach (Receptor receptor in population.Receptors)
            {
                foreach (double constant in receptor.Model.LowerConstants(dt)) hash.AppendData(BitConverter.GetBytes(constant));
            }
        }

        foreach (double constant in network.Projections.SelectMany(p => p.Release?.LowerConstants(dt) ?? [])) hash.AppendData(BitConverter.GetBytes(constant));
        foreach (double constant in network.Projections.SelectMany(p => p.Learning?.Rules ?? []).SelectMany(r => r.LowerConstants(dt)))
            hash.AppendData(BitConverter.GetBytes(constant));
        foreach (double constant in network.Couplings.SelectMany(c => c.Model.LowerConstants(dt))) hash.AppendData(BitConverter.GetBytes(constant));
        return hash.GetHashAndReset();
    }
}
