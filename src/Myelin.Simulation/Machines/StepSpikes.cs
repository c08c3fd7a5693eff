using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Machines;

/// <summary>Who has fired in a step, by population and core.</summary>
public sealed class StepSpikes
{
    private readonly SpikeHistory?[][] histories;

    internal StepSpikes(SpikeHistory?[][] histories) => this.histories = histories;

    internal long Step { get; set; }

    /// <summary>Number of cores; one more where there are neurons outside of the machine, which have the last index.</summary>
    public int Cores => histories.Length == 0 ? 0 : histories[0].Length;

    /// <summary>The neurons of a population on a core that have fired: indices within the population, ascending.</summary>
    /// <param name="population">Index of the population.</param>
    /// <param name="core">Index of the core.</param>
    public ReadOnlySpan<int> Of(int population, int core) => histories[population][core] is { } history ? history.At(Step) : default;
}
