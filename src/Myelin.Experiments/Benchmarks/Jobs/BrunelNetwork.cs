using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs;

/// <summary>The balanced random network of Brunel (2000) with 10,000 neurons, g = 5 and an external rate of twice the threshold rate.</summary>
public sealed class BrunelNetwork : NetworkJob
{
    private const int Excitatory = 8_000;
    private const int Inhibitory = 2_000;

    /// <inheritdoc/>
    public override string Name => "brunel";

    /// <inheritdoc/>
    public override string Description => "Brunel: 10,000 neurons, 10 M synapses, g = 5, eta = 2, 1 s at 0.1 ms; running time";

    /// <inheritdoc/>
    public override IReadOnlyList<PeerFigure> Peers =>
    [
        new("Brian2 2.5.1 standalone, 2 threads", 2.5, "reference machine"),
        new("NEST 3.10, 2 threads", 4.14, "reference machine"),
    ];

    /// <inheritdoc/>
    protected override Time Duration => 1 * s;

    /// <inheritdoc/>
    protected override Network Describe(ulong seed)
    {
        const double Eta = 2, Ratio = 5;
        Voltage weight = 0.1 * mV;
        var model = new LifDelta { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV, Refractory = 2 * ms };
        Frequency threshold = model.Threshold / weight / model.TauM;
        var network = new Network(seed);
        Population excitatory = network.Population("E", Excitatory, model), inhibitory = network.Population("I", Inhibitory, model);
        foreach (Population target in (Population[])[excitatory, inhibitory])
        {
            network.Connect(excitatory, target, FixedIndegree(Excitatory / 10), weight, 1.5 * ms);
            network.Connect(inhibitory, target, FixedIndegree(Inhibitory / 10), -Ratio * weight, 1.5 * ms);
            network.Drive(target, Poisson(Eta * threshold, weight));
        }

        return network;
    }
}
