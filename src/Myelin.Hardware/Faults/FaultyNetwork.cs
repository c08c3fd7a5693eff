using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Networks with faults.</summary>
public static class FaultyNetwork
{
    extension(Network network)
    {
        /// <summary>The network with faults, the first first; each has random numbers of its own. Without any, a copy.</summary>
        /// <param name="seed">What decides where they strike.</param>
        /// <param name="faults">The faults.</param>
        /// <exception cref="ArgumentException">The network cannot have a fault; the message says why.</exception>
        public Network With(ulong seed, params IReadOnlyList<Fault> faults)
        {
            ArgumentNullException.ThrowIfNull(faults);
            Network faulty = faults.Count == 0 ? NetworkChange.Copy(network) : network;
            for (int i = 0; i < faults.Count; i++) faulty = faults[i].Apply(faulty, SeedOf(seed, i));
            return faulty;
        }
    }

    /// <summary>The seed of one of several faults, for <see cref="Fault.BetweenSteps"/>.</summary>
    /// <param name="seed">The seed of all.</param>
    /// <param name="fault">Which fault, from 0.</param>
    public static ulong SeedOf(ulong seed, int fault)
    {
        (uint low, uint high, _, _) = Philox.Words((uint)fault, (ulong)StreamPurpose.Faults, seed);
        return low | ((ulong)high << 32);
    }
}
