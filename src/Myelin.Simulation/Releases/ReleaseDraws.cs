using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Simulation.Releases;

/// <summary>
/// The random numbers of up to sixteen synapses of one neuron at one of its spikes: a pure function of the seed, the synapse (source, target, delay,
/// which of several alike) and the step of the spike, so they do not depend on partitions.
/// </summary>
internal unsafe struct ReleaseDraws : IDraws<SimdDouble>
{
    /// <summary>The target of each synapse, by its number in the network.</summary>
    public fixed uint Targets[ReleaseKernel.Lanes];

    /// <summary>What tells synapses with the same source and target apart.</summary>
    public fixed uint Tags[ReleaseKernel.Lanes];

    private fixed uint words[4 * ReleaseKernel.Lanes];
    private ulong key;
    private uint step;
    private int drawn;

    /// <summary>Names the neuron and the step; the synapses are named by <see cref="Targets"/> and <see cref="Tags"/>.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="group">Number of the source population above that of the port and rule (16 bits each).</param>
    /// <param name="source">Index of the source neuron.</param>
    /// <param name="emission">The step at which it fired.</param>
    public void Open(ulong seed, uint group, int source, long emission)
    {
        // A key of the neuron's own leaves the whole counter to its synapses.
        uint word1 = StepCounter.Word1(StreamPurpose.Releases, emission);
        (uint low, uint high, _, _) = Philox.Words((uint)source | ((ulong)word1 << 32), group, seed);
        key = low | ((ulong)high << 32);
        step = StepCounter.Word3(emission);
        Restart();
    }

    /// <summary>Begins with other synapses of the same neuron.</summary>
    public void Restart() => drawn = 0;

    /// <inheritdoc/>
    public SimdDouble Uniform()
    {
        int word = drawn & 3;
        if (word == 0)
        {
            for (int lane = 0; lane < ReleaseKernel.Lanes; lane++)
            {
                (uint a, uint b, uint c, uint d) = Philox.Words(Targets[lane] | ((ulong)Tags[lane] << 32), (uint)(drawn >> 2) | ((ulong)step << 32), key);
                (words[lane], words[16 + lane], words[32 + lane], words[48 + lane]) = (a, b, c, d);
            }
        }

        drawn++;
        SimdDouble numbers = default;
        for (int lane = 0; lane < ReleaseKernel.Lanes; lane++) ((double*)&numbers)[lane] = (words[(16 * word) + lane] >> 8) * (1.0 / (1 << 24));
        return numbers;
    }
}
