using Myelin.Connectivity;
using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>What all faults have in common.</summary>
public sealed class FaultTests
{
    // Every fault at a rate; the number of bits and the deviations do not matter here.
    public static TheoryData<string> Names => [.. faults.Keys];

    private static readonly Dictionary<string, Func<double, Fault>> faults = new()
    {
        ["integer bits"] = r => new IntegerBitFlips(r, 24),
        ["float bits"] = r => new FloatBitFlips(r),
        ["state bits"] = r => new StateBitFlips(r),
        ["silent"] = r => new SilentNeurons(r),
        ["firing"] = r => new FiringNeurons(r),
        ["lost"] = r => new LostSpikes(r),
        ["spurious"] = r => new SpuriousSpikes(r * Syntax.kHz),
        ["weights"] = r => new WeightVariation(r),
        ["parameter"] = r => new ParameterVariation(nameof(Leaky.Threshold), r),
        ["read noise"] = r => new ReadNoise(r),
    };

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Rates_that_are_no_probabilities_are_refused(double rate)
    {
        Func<Fault>[] made =
        [
            () => new IntegerBitFlips(rate), () => new FloatBitFlips(rate), () => new StateBitFlips(rate), () => new SilentNeurons(rate), () => new FiringNeurons(rate), () => new LostSpikes(rate),
            () => new LostSpikes(0.5) with { Rate = rate },
        ];
        foreach (Func<Fault> make in made)
            Should.Throw<ArgumentOutOfRangeException>(make).Message.ShouldContain(FormattableString.Invariant($"is a probability from 0 to 1, got {rate}."));
    }

    [Fact]
    public void Deviations_below_zero_are_refused()
    {
        foreach (Func<Fault> make in (Func<Fault>[])[() => new WeightVariation(-1), () => new ParameterVariation("Beta", -1), () => new ReadNoise(-1)])
            Should.Throw<ArgumentOutOfRangeException>(make).Message.ShouldContain("must be at least 0 and finite, got -1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new SpuriousSpikes(-1 * Syntax.Hz)).Message.ShouldContain("The rate of spurious spikes must be at least 0 and finite, got -1 Hz.");
        Should.Throw<ArgumentOutOfRangeException>(() => new IntegerBitFlips(0, 1)).Message.ShouldContain("A stored weight has 2 to 32 bits, got 1.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_spikes_on_any_number_of_threads(string name)
    {
        Fault fault = faults[name](0.2);
        Network once = fault.Apply(Samples.Layers(), 5), again = fault.Apply(Samples.Layers(), 5);
        Samples.Spikes(once).ShouldBe(Samples.Spikes(again, threads: 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_no_rate_nothing_happens(string name)
    {
        // Poisson trains of the input are drawn anew by faults that draw while the network runs.
        Network original = Repeating();
        Samples.Spikes(faults[name](0).Apply(Repeating(), 5)).ShouldBe(Samples.Spikes(original));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_seed_is_another_fault(string name)
    {
        Fault fault = faults[name](0.3);
        if (fault.ActsWhileRunning) return;
        Samples.Spikes(fault.Apply(Repeating(), 5)).ShouldNotBe(Samples.Spikes(fault.Apply(Repeating(), 6)));
    }

    [Fact]
    public void Faults_are_put_one_over_the_other()
    {
        Network faulty = Samples.Layers().With(9, new SilentNeurons(0.5), new LostSpikes(0.5), new WeightVariation(0.2));
        faulty.Populations.Select(p => p.Name).ShouldBe(["input", "hidden", "output", "hidden out", "output out", "hidden out out", "output out out"]);
        Population hidden = faulty.Populations[1];
        hidden.Emitting.Name.ShouldBe("hidden out out");
        faulty.Projections[1].Source.Population.ShouldBe(hidden.Emitting);

        // Each of two losses spares one half of the spikes.
        int[] few = Samples.Counts(Samples.Layers().With(9, new LostSpikes(0.5), new LostSpikes(0.5)), "hidden", 4000), all = Samples.Counts(Samples.Layers(), "hidden", 4000);
        ((double)few.Sum() / all.Sum()).ShouldBe(0.25, 0.02);
        faulty.Seed.ShouldBe(Samples.Layers().Seed);
    }

    [Fact]
    public void Everything_else_of_a_network_stays_as_it_is()
    {
        Network original = Everything(), copy = new StateBitFlips(0).Apply(original, 3);
        copy.Describe().ShouldBe(original.Describe());
        copy.DrawSeed.ShouldBe(8UL);
        copy.Populations[1].ModelOf(3).ShouldBe(original.Populations[1].ModelOf(3));
        copy.Projections[0].Learning!.Factor!.Name.ShouldBe("b");
        copy.Projections[0].Learning!.Delay.ShouldBe(DelayPlace.Axon);
        original.Freeze();
        new StateBitFlips(0).Apply(original, 3).Population("free", 1, new LifExp());
    }

    [Fact]
    public void Populations_are_named_or_all_but_inputs()
    {
        Network named = new SilentNeurons(1) { Populations = ["input"] }.Apply(Samples.Layers(), 1);
        Samples.Counts(named, "input").Sum().ShouldBe(0);
        Samples.Counts(named, "hidden").Sum().ShouldBe(0);
        Network hidden = new WeightVariation(0.5) { Populations = ["hidden"] }.Apply(Samples.Layers(), 1);
        Samples.Weights(hidden, 0).ShouldNotBe(Samples.Weights(Samples.Layers(), 0));
        Samples.Weights(hidden, 1).ShouldBe(Samples.Weights(Samples.Layers(), 1));
    }

    // Inputs that are not random.
    private static Network Repeating()
    {
        var network = new Network(1);
        Network layers = Samples.Layers();
        Population input = network.Relay("input", 6);
        Population[] all = [input, network.Population("hidden", 5, new Leaky { Beta = 0.8 }), network.Population("output", 3, new Leaky { Beta = 0.8 })];
        for (int i = 0; i < 2; i++) network.Connect(all[i], all[i + 1], new Dense(new WeightTensor([.. Samples.Weights(layers, i).Select(w => Math.Round(w * 64) / 64)], all[i + 1].Size, all[i].Size)), delay: 0 * Syntax.ms);
        network.Drive(input, Syntax.ReplayedInput([.. Enumerable.Range(0, 6 * 200).Select(i => (i * 7) % 11 < 5 ? 1.0 : 0)], 6));
        return network;
    }

    private static Network Everything()
    {
        var network = new Network(4, 8);
        Population a = network.Population("a", 4, new LifExp()), b = network.Population("b", 4, i => new LifExp { TauM = (10 + i) * Syntax.ms });
        network.Receptor(a, "slow", new Myelin.Synapses.ExponentialCurrent(), "Current");
        network.Learn(network.Connect(a, b, Syntax.FixedIndegree(2), Syntax.Uniform(10 * Syntax.pA, 20 * Syntax.pA), delay: 2 * Syntax.ms), new DopamineStdp(), DelayPlace.Axon, b);
        network.Connect(b[1..3], a, Syntax.AllToAll(), 5 * Syntax.pA, Syntax.Uniform(1 * Syntax.ms, 3 * Syntax.ms), "slow", new Myelin.Synapses.TsodyksMarkram());
        network.Couple(a, a, Syntax.AllToAll(), new Myelin.Synapses.GapJunction(), 1 * Syntax.nS);
        network.Drive(b[..2], Syntax.Poisson(1 * Syntax.kHz, 10 * Syntax.pA));
        network.Initialize(a, "U", Syntax.Uniform(-70 * Syntax.mV, -60 * Syntax.mV));
        return network;
    }
}
