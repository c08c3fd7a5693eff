using Myelin.Hardware.Chips;
using Myelin.Hardware.Faults;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;
using Myelin.Spikes;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Networks with faults on an emulated chip.</summary>
public sealed class ChipFaultTests
{
    public static TheoryData<string> Names => [.. faults.Keys];

    private static readonly Dictionary<string, Fault> faults = new()
    {
        ["bits"] = new IntegerBitFlips(0.01),
        ["silent"] = new SilentNeurons(0.4),
        ["firing"] = new FiringNeurons(0.4),
        ["lost"] = new LostSpikes(0.3),
        ["spurious"] = new SpuriousSpikes(50 * Syntax.Hz),
        ["weights"] = new WeightVariation(0.3),
        ["thresholds"] = new ParameterVariation(nameof(Leaky.Threshold), 0.2),
    };

    // In doubles a chip is the simulator, so what it does to a network with faults is the same as well.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_chip_runs_a_network_with_a_fault_as_the_simulator_does(string name)
    {
        Network onChip = faults[name].Apply(Samples.Layers(scale: 0.8), 3), simulated = faults[name].Apply(Samples.Layers(scale: 0.8), 3);
        using var chip = new ChipRun(ChipCatalogue.Get("spinnaker").Map(onChip, Samples.Dt), r => r.Spikes(), new ChipRunOptions { Quantised = false, IgnoreLimits = true });
        chip.RunSteps(100);
        using var plain = new Simulator(simulated, Samples.Dt, r => r.Spikes(), new SimulationOptions { Precision = Precision.Double });
        plain.RunSteps(100);
        int all = 0;
        for (int p = 0; p < 3; p++)
        {
            Raster one = chip.Simulator.Spikes(onChip.Populations[p].Emitting), other = plain.Spikes(simulated.Populations[p].Emitting);
            all += other.Count;
            one.Steps.SequenceEqual(other.Steps).ShouldBeTrue();
            one.Neurons.SequenceEqual(other.Neurons).ShouldBeTrue();
        }

        all.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void States_of_a_chip_are_struck_in_its_words()
    {
        var fault = new StateBitFlips(0.02);
        using var chip = new ChipRun(ChipCatalogue.Get("loihi").Map(fault.Apply(Samples.Layers(), 1), Samples.Dt), null, new ChipRunOptions { IgnoreLimits = true });
        double[] state = new double[5];
        for (int step = 0; step < 50; step++)
        {
            fault.BetweenSteps(chip.Simulator, 4, step);
            chip.RunSteps(1);
            chip.Simulator.GetState(chip.Mapping.Network.Populations[1], "U", state);
            state.ShouldAllBe(u => double.IsFinite(u));
        }
    }
}
