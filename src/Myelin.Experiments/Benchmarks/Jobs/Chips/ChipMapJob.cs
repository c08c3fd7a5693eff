using Myelin.Experiments.Running;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Building;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs.Chips;

/// <summary>100,000 neurons with 100 synapses each on Loihi-class cores.</summary>
public sealed class ChipMapJob : WholeJob
{
    private readonly List<FurtherFigure> further = [];

    /// <inheritdoc/>
    public override string Name => "chip-map";

    /// <inheritdoc/>
    public override string Description => "Mapping 100,000 neurons and 10 M synapses to Loihi-class cores: words, partition, placement, limits; all of it";

    /// <inheritdoc/>
    public override IReadOnlyList<FurtherFigure> Further => further;

    /// <inheritdoc/>
    public override long MemoryBytes => MemoryEstimate.Of(Describe(0)).Bytes * 5;

    /// <inheritdoc/>
    public override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase(Name);
        ChipMapping mapping = ChipCatalogue.Get("loihi").Map(Describe(context.Seed), 1 * ms, new MappingOptions { Cancellation = context.Cancellation });
        double seconds = phase.Elapsed.TotalSeconds;
        further.Clear();
        further.Add(new FurtherFigure("cores", mapping.Cores.Count, ""));
        further.Add(new FurtherFigure("limits not kept", mapping.Violations.Count, ""));
        further.Add(new FurtherFigure("traffic times distance, over that before placement", mapping.PlacementGain, ""));
        return seconds;
    }

    private static Network Describe(ulong seed)
    {
        var network = new Network(seed);
        var model = new LifExp { TauM = 20 * ms };
        Population[] groups = [.. Enumerable.Range(0, 100).Select(g => network.Population($"group {g}", 1000, model))];
        for (int g = 0; g < groups.Length; g++)
        {
            network.Connect(groups[g], groups[g], FixedIndegree(60), 50 * pA, 2 * ms);
            network.Connect(groups[g], groups[(g + 1) % groups.Length], FixedIndegree(20), 50 * pA, 2 * ms);
            network.Connect(groups[g], groups[((g * 7) + 3) % groups.Length], FixedIndegree(20), -200 * pA, 2 * ms);
            network.Drive(groups[g], Poisson(8000 * Hz, 50 * pA));
        }

        return network;
    }
}
