using Myelin.Networks;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Hardware.Faults;

/// <summary>
/// Between two steps, every bit of every state variable is wrong with the same probability: soft errors of the memory of neurons. It strikes while a network runs, in any engine whose states can be read and set.
/// </summary>
/// <param name="Rate">Probability that a bit flips in a step.</param>
public sealed record StateBitFlips(double Rate) : Fault
{
    /// <summary>Probability that a bit flips in a step, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "bit flips"); } = FaultRate.Checked(Rate, "bit flips");

    /// <summary>The words that states are stored in; null for IEEE 754 numbers of 32 bits. Only states that are struck are rounded to it.</summary>
    public FixedFormat? Format { get; init; }

    /// <summary>The state variables that it strikes; null for all.</summary>
    public IReadOnlyCollection<string>? Variables { get; init; }

    /// <inheritdoc/>
    public override bool ActsWhileRunning => Rate > 0;

    /// <inheritdoc/>
    public override void BetweenSteps(INeuronStates running, ulong seed, long step)
    {
        ArgumentNullException.ThrowIfNull(running);
        if (!ActsWhileRunning) return;
        foreach (Population population in running.Network.Populations.Where(Strikes))
        {
            double[] values = new double[population.Size];
            for (int v = 0; v < population.States.Count; v++)
            {
                string variable = population.States[v].Name;
                if (Variables is { } named && !named.Contains(variable, StringComparer.Ordinal)) continue;
                running.GetState(population, variable, values);
                var random = new RandomStream(seed, StreamPurpose.Faults, ((uint)v << 24) | (uint)population.Index, (uint)step);
                if (Strike(values, ref random)) running.SetState(population, variable, values);
            }
        }
    }

    private bool Strike(Span<double> values, ref RandomStream random)
    {
        bool any = false;
        foreach (ref double value in values)
        {
            ulong mask = BitErrors.Mask(Format?.WordBits ?? 32, null, Rate, ref random);
            if (mask == 0) continue;
            value = Format is { } format ? BitErrors.Fixed(value, format, mask) : BitErrors.Single((float)value, (uint)mask);
            any = true;
        }

        return any;
    }
}
