using FsCheck;
using FsCheck.Fluent;
using Myelin.Analysis.Energy;

namespace Myelin.Analysis.Tests.Energy;

public sealed class EnergyModelTests
{
    private static EnergyTable Horowitz { get; } = EnergyTable.Named("horowitz-2014");

    private static EnergyTable Jouppi { get; } = EnergyTable.Named("jouppi-2021");

    [Fact]
    public void Single_precision_in_45_nm_costs_the_4_6_and_0_9_pJ_that_the_literature_of_spiking_networks_uses()
    {
        var model = new EnergyModel(Horowitz, BitWidths.Single);
        model.PerMac.ShouldBe(4.6, 1e-12);
        model.PerAc.ShouldBe(0.9, 1e-12);
    }

    [Fact]
    public void Published_operations_are_as_published()
    {
        Horowitz.Add(NumberKind.Integer, 8).ShouldBe(0.03);
        Horowitz.Multiply(NumberKind.Integer, 8, 8).ShouldBe(0.2);
        Horowitz.Multiply(NumberKind.Integer, 32, 32).ShouldBe(3.1);
        Horowitz.PerBit().ShouldBe(10.0 / 64);
        Horowitz.PerBit("DRAM").ShouldBe(1950.0 / 64);
        Jouppi.Add(NumberKind.Integer, 8).ShouldBe(0.007);
        Jouppi.Multiply(NumberKind.Float, 32, 32).ShouldBe(1.31);
        Jouppi.PerBit("sram 1 mib").ShouldBe(14.0 / 64);
        EnergyTable.All.Select(t => t.Source).ShouldAllBe(source => source.Length > 20);
    }

    [Fact]
    public void Other_widths_scale_an_adder_by_its_bits_and_a_multiplier_by_both_factors()
    {
        Horowitz.Add(NumberKind.Integer, 4).ShouldBe(0.015, 1e-12);
        Horowitz.Multiply(NumberKind.Integer, 8, 4).ShouldBe(0.1, 1e-12);
        Horowitz.Multiply(NumberKind.Integer, 2, 2).ShouldBe(0.2 * 4 / 64, 1e-12);

        // 20 bits are nearer to 32 than to 8, in ratio.
        Horowitz.Add(NumberKind.Integer, 20).ShouldBe(0.1 * 20 / 32, 1e-12);
    }

    [Fact]
    public void Every_kind_of_operation_is_paid_for()
    {
        var counts = new OperationCounts
        {
            Dense = 100, EffectiveMacs = 10, EffectiveAcs = 20, SynapticEvents = 30, StateUpdates = 5, NeuronAdds = 7, NeuronMultiplies = 3, ActivationReads = 4, ActivationWrites = 2,
        };
        var widths = new BitWidths { Weight = 8, Activation = 8, State = 16, Accumulator = 32 };
        counts.TrafficBits(widths).ShouldBe((30 * 8) + (2 * 5 * 16) + (6 * 8));
        EnergyCost cost = new EnergyModel(Horowitz, widths).Of(counts);
        cost.Macs.ShouldBe(10 * (0.2 + 0.1), 1e-12);
        cost.Acs.ShouldBe(20 * 0.1, 1e-12);
        cost.Neurons.ShouldBe((7 * 0.03 * 2) + (3 * 0.2 * 4), 1e-12);
        cost.Memory.ShouldBe(448 * 10.0 / 64, 1e-9);
        cost.Picojoules.ShouldBe(cost.Macs + cost.Acs + cost.Neurons + cost.Memory, 1e-9);
        EnergyCost dense = new EnergyModel(Horowitz, widths).OfDense(counts);
        dense.Macs.ShouldBe(100 * 0.3, 1e-12);
        dense.Acs.ShouldBe(0);
    }

    [Fact]
    public void Energy_is_linear_in_operations() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte A, byte B, byte C, byte D)>(),
        n =>
        {
            OperationCounts left = new() { EffectiveMacs = n.A, SynapticEvents = n.B, StateUpdates = n.C, NeuronAdds = n.D };
            OperationCounts right = new() { EffectiveAcs = n.D, EffectiveMacs = n.C, ActivationReads = n.B, NeuronMultiplies = n.A };
            var model = new EnergyModel(Jouppi, new BitWidths { Weight = 4 }, "DRAM");
            double sum = model.Of(left + right).Picojoules, parts = (model.Of(left) + model.Of(right)).Picojoules;
            return Math.Abs(sum - parts) <= 1e-9 * (1 + sum) && Math.Abs(model.Of(3 * left).Picojoules - (3 * model.Of(left).Picojoules)) <= 1e-9 * (1 + sum);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_wrong_is_named()
    {
        Should.Throw<ArgumentException>(() => EnergyTable.Named("tsmc")).Message.ShouldBe("There is no table of energies 'tsmc'; there are horowitz-2014, jouppi-2021.");
        Should.Throw<ArgumentException>(() => Horowitz.PerBit("HBM2")).Message.ShouldContain("has no memory 'HBM2'; it has SRAM 8 KiB");
        Should.Throw<ArgumentOutOfRangeException>(() => new BitWidths { State = 0 }).Message.ShouldContain("BitWidths.State of 0 bits is impossible; a number has 1 to 64");
    }

    [Theory]
    [InlineData("{", "this is no table of energies")]
    [InlineData("{\"id\": \"x\"}", "this is no table of energies")]
    [InlineData("{\"id\":\"x\",\"process\":\"p\",\"source\":\"s\",\"operations\":[],\"memories\":[]}", "needs at least one operation and one memory")]
    [InlineData("{\"id\":\"x\",\"process\":\"p\",\"source\":\"s\",\"operations\":[{\"operation\":\"Add\",\"kind\":\"Float\",\"bits\":32,\"picojoules\":-1}],\"memories\":[{\"name\":\"m\",\"bits\":64,\"picojoules\":1}]}", "'Add' of 32 bits and -1 pJ is impossible")]
    public void A_bad_table_is_refused_with_its_file(string text, string message)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        string said = Should.Throw<InvalidDataException>(() => EnergyTable.Read(path)).Message;
        said.ShouldStartWith(path);
        said.ShouldContain(message);
        File.Delete(path);
    }

    [Fact]
    public void A_table_of_ones_own_lacks_what_it_lacks()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "{\"id\":\"x\",\"process\":\"p\",\"source\":\"s\",\"operations\":[{\"operation\":\"Add\",\"kind\":\"Float\",\"bits\":32,\"picojoules\":2}],\"memories\":[{\"name\":\"m\",\"bits\":64,\"picojoules\":1}]}");
        EnergyTable own = EnergyTable.Read(path);
        own.Add(NumberKind.Float, 16).ShouldBe(1);
        Should.Throw<ArgumentException>(() => own.Multiply(NumberKind.Float, 8, 8)).Message.ShouldBe("The table 'x' does not say what a multiplication of floating-point numbers costs.");
        File.Delete(path);
    }
}
