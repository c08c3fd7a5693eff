using Myelin.Networks;
using Myelin.Plasticity;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>What a network learns does not depend on threads, pieces, snapshots, or on when weights are read.</summary>
public sealed class InvarianceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, DelayPlace> Cases => new()
    {
        { nameof(PairStdp), DelayPlace.Dendrite }, { nameof(PairStdp), DelayPlace.Axon }, { nameof(TripletStdp), DelayPlace.Beside }, { nameof(DopamineStdp), DelayPlace.Dendrite },
        { nameof(PreCentredStdp), DelayPlace.Axon }, { nameof(BinaryStochastic), DelayPlace.Dendrite }, { nameof(BcmRate), DelayPlace.Beside }, { nameof(Mstdpet), DelayPlace.Beside },
        { nameof(ClopathStdp), DelayPlace.Dendrite }, { nameof(Tempotron), DelayPlace.Axon }, { nameof(AstrocyteStdp), DelayPlace.Dendrite }, { nameof(PresynapticPool), DelayPlace.Beside },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_pieces_and_snapshots_change_no_bit(string rule, DelayPlace place)
    {
        (Network network, Projection plastic) = Describe(rule, place);
        using var whole = new Simulator(network, 0.1 * ms, r => r.Spikes(), new SimulationOptions { Threads = 1 });
        whole.Run(200 * ms);
        double[] expected = whole.Weights(plastic).Values;
        expected.Distinct().Count().ShouldBeGreaterThan(1);
        whole.SpikeCount.ShouldBeGreaterThan(1000);

        (network, plastic) = Describe(rule, place);
        using (var pieces = new Simulator(network, 0.1 * ms, r => r.Spikes(), new SimulationOptions { Threads = 3 }))
        {
            pieces.Run(90 * ms);
            pieces.Weights(plastic).Count.ShouldBe(expected.Length);
            pieces.Run(31 * ms);
            pieces.Save(folder["snapshot"]);
            pieces.Run(79 * ms);
            pieces.Weights(plastic).Values.ShouldBe(expected);
            pieces.SpikeCount.ShouldBe(whole.SpikeCount);
        }

        (network, plastic) = Describe(rule, place);
        using Simulator restored = Simulator.Restore(folder["snapshot"], network, 0.1 * ms, options: new SimulationOptions { Threads = 2 });
        restored.Run(79 * ms);
        restored.Weights(plastic).Values.ShouldBe(expected);
        restored.SpikeCount.ShouldBe(whole.SpikeCount);
    }

    [Fact]
    public void A_snapshot_is_not_continued_with_another_rule()
    {
        using (var run = new Simulator(PlasticNetwork.Describe(new PairStdp()).Network, 0.1 * ms)) run.Save(folder["snapshot"]);
        Should.Throw<InvalidDataException>(() => Simulator.Restore(folder["snapshot"], PlasticNetwork.Describe(new PairStdp { Lambda = 0.02 }).Network, 0.1 * ms))
            .Message.ShouldContain("is of a run in which the projection cells -> cells learns by PairStdp { MaxWeight = 100, Lambda = 0.01,");
        Should.Throw<InvalidDataException>(() => Simulator.Restore(folder["snapshot"], PlasticNetwork.Describe(new TripletStdp()).Network, 0.1 * ms))
            .Message.ShouldEndWith("give the network the same rule with the same parameters.");
    }

    private static (Network Network, Projection Plastic) Describe(string name, DelayPlace place)
    {
        IPlasticityRuleModel rule = name switch
        {
            nameof(PairStdp) => new PairStdp { MaxWeight = 0.2, Alpha = 1.05 },
            nameof(TripletStdp) => new TripletStdp { MaxWeight = 0.2, A3Plus = 0.001, A2Minus = 0.002, A3Minus = 0.0001 },
            nameof(DopamineStdp) => new DopamineStdp { MaxWeight = 0.2, APlus = 1e-3, AMinus = 1.5e-3 },
            nameof(PreCentredStdp) => new PreCentredStdp { MaxWeight = 0.2 },
            nameof(BinaryStochastic) => new BinaryStochastic { MaxWeight = 0.15, MinWeight = 0.05 },
            nameof(ClopathStdp) => new ClopathStdp { MaxWeight = 0.2, ALtd = 1e-4, ALtp = 1e-4, Rest = 0 * mV, ThetaMinus = 10 * mV, ThetaPlus = 15 * mV },
            nameof(Tempotron) => new Tempotron { MaxWeight = 0.2, MinWeight = 0, Lambda = 0.01, Rest = 0 * mV },
            nameof(AstrocyteStdp) => new AstrocyteStdp { MaxWeight = 0.2, APlus = 1e-3, Baseline = 1e-3, Gain = 1e-3 },
            nameof(PresynapticPool) => new PresynapticPool { MaxWeight = 0.2, MinWeight = 0, Eta = 0.01 },
            nameof(BcmRate) => new BcmRate { MaxWeight = 0.2, Eta = 1e-4 },
            _ => new Mstdpet { MaxWeight = 0.2, Nu = 0.05 },
        };
        return PlasticNetwork.Describe(rule, place, new IncomingNormalisation { Total = 6, Period = 25 * ms });
    }
}
