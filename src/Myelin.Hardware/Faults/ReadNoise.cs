using Myelin.Networks;
using Myelin.Synapses;

namespace Myelin.Hardware.Faults;

/// <summary>Every spike reads its weights with noise of its own, in proportion to the weight. Drawn by the engine while it runs; weights shared by a kernel cannot be read so.</summary>
/// <param name="Deviation">Standard deviation relative to the weight.</param>
public sealed record ReadNoise(double Deviation) : Fault
{
    /// <summary>Standard deviation relative to the weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Deviation { get; init => field = FaultRate.CheckedDeviation(value, "what is read"); } = FaultRate.CheckedDeviation(Deviation, "what is read");

    /// <inheritdoc/>
    public override Network Apply(Network network, ulong seed) => new Change(this, seed).Of(network);

    private sealed class Change(ReadNoise fault, ulong seed) : NetworkChange
    {
        protected override ulong DrawSeed(Network original) => FaultyNetwork.SeedOf(original.DrawSeed ^ seed, 1);

        protected override IReleaseModel? Release(Projection projection)
        {
            ArgumentNullException.ThrowIfNull(projection);
            if (!fault.Strikes(projection.Target.Population)) return projection.Release;
            if (projection.Release is { } other)
                throw new ArgumentException($"{projection.Name}: its weights cannot be read with noise, because it has a rule of release already, {other.Info.Name}.");
            return Syntax.Noisy(fault.Deviation);
        }
    }
}
