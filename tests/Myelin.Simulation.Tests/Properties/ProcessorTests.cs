using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Properties;

/// <summary>
/// The spikes and states of one network, as hashes: the same on every processor. To see it for the widths that this processor has, run these
/// tests with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0.
/// </summary>
public class ProcessorTests
{
    [Theory]
    [InlineData(Precision.Single, "9A3E9B8BA40249C8B798EDCE")]
    [InlineData(Precision.Double, "9CFEF93EB2FC924022849233")]
    public void Spikes_and_states_are_these(Precision precision, string expected)
    {
        var network = new Network(2024);
        Population noise = network.Population("noise", 100, new PoissonNeuron { Rate = 60 * Hz });
        Population exc = network.Population("exc", 330, i => new LifExp { Bias = (300 + (i % 70)) * pA, TauM = (9 + (i % 4)) * ms });
        Population inh = network.Population("inh", 90, new LifAlpha { Bias = 340 * pA });
        Population jump = network.Population("jump", 77, new LifDelta { Bias = 300 * pA, RefractoryInput = RefractoryInput.Keep });
        Population fast = network.Population("fast", 40, new Izhikevich { Bias = 5 * pA });
        Population layer = network.Population("layer", 50, new Leaky());
        network.Initialize(exc, "U", Normal(-62 * mV, 4 * mV));
        network.Initialize(fast, "U", Uniform(-70 * mV, -50 * mV));
        network.Drive(exc, Poisson(4 * kHz, 21.3 * pA));
        network.Drive(inh[7..], Poisson(9 * kHz, 17.7 * pA));
        network.Drive(fast, NoisyCurrent(1 * pA, 5 * pA, 1 * ms));
        network.Connect(noise, exc, FixedIndegree(12), LogNormal(20 * pA, 0.7), Normal(1.5 * ms, 0.75 * ms));
        network.Connect(exc, exc, FixedProbability(0.05), Normal(18 * pA, 6 * pA), LogNormal(1.2 * ms, 0.5));
        network.Connect(exc, inh, FixedOutdegree(20), 25 * pA, 0.8 * ms);
        network.Connect(inh, exc, FixedTotalNumber(3000), Uniform(-70 * pA, -20 * pA), Uniform(0.5 * ms, 2 * ms));
        network.Connect(exc, jump, FixedIndegree(9), 1.3 * mV);
        network.Connect(inh, fast, FixedIndegree(5), -1.1 * mV);
        network.Connect(jump, layer, FixedIndegree(30), 0.31, 0 * ms);
        using Simulator run = network.Simulate(300 * ms, 0.1 * ms, r => r.Spikes(), new SimulationOptions { Precision = precision, Threads = 1 });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Population population in network.Populations)
        {
            run.Spikes(population).Count.ShouldBeGreaterThan(10, population.Name);
            hash.AppendData(MemoryMarshal.AsBytes(run.Spikes(population).Steps));
            hash.AppendData(MemoryMarshal.AsBytes(run.Spikes(population).Neurons));
        }

        hash.AppendData(MemoryMarshal.AsBytes<long>(run.States()));
        Convert.ToHexString(hash.GetHashAndReset())[..24].ShouldBe(expected);
    }
}
