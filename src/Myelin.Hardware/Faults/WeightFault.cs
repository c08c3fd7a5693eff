using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>
/// A fault of stored weights. It strikes every projection onto the neurons that it strikes: a table or list as it is stored, so that one fault of a kernel is seen at all its places; connections whose weights
/// are a law as a list of the drawn weights, in full precision. Weights that still learn start from the faulty ones; those of couplings are left alone.
/// </summary>
public abstract record WeightFault : Fault
{
    /// <inheritdoc/>
    public sealed override Network Apply(Network network, ulong seed) => new Change(this, seed).Of(network);

    /// <summary>Changes the weights of one projection.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="random">The random numbers of this projection.</param>
    protected abstract void Strike(StoredWeights weights, ref RandomStream random);

    private sealed class Change(WeightFault fault, ulong seed) : NetworkChange
    {
        protected override StoredWeights? Weights(Projection projection, ulong networkSeed)
        {
            if (!fault.Strikes(projection.Target.Population) || StoredWeights.Of(projection, networkSeed) is not { } weights) return null;
            var random = new RandomStream(seed, StreamPurpose.Faults, (uint)projection.Index);
            fault.Strike(weights, ref random);
            return weights;
        }
    }
}
