using Myelin.Analysis.Energy;

namespace Myelin.Analysis.Tests.Energy;

public sealed class BitBudgetTests
{
    [Fact]
    public void Four_steps_of_spikes_are_worth_activations_of_four_bits()
    {
        new BitBudget(4, 2, 1).Bits.ShouldBe(8);
        new BitBudget(1, 2, 4).Bits.ShouldBe(new BitBudget(4, 2, 1).Bits);
        new BitBudget(4, 2, 1).Effort(1000).ShouldBe(8000);
        new BitBudget(4, 2, 1).EffectiveEffort(1000, 0.25).ShouldBe(2000);
        Should.Throw<ArgumentOutOfRangeException>(() => new BitBudget(1, 1, 1).EffectiveEffort(1, 1.5)).Message.ShouldContain("from 0 to 1, got 1.5");
    }

    [Fact]
    public void A_transformer_counts_the_products_of_its_matrices()
    {
        var transformer = new SpikingTransformer(Tokens: 64, Features: 384, Blocks: 2);
        double matrices = 2 * ((12.0 * 64 * 384 * 384) + (2.0 * 64 * 64 * 384));
        transformer.Count(1, [1], spikes: false).Dense.ShouldBe(matrices);
        transformer.Count(4, [1], spikes: true).Dense.ShouldBe(4 * matrices);
        OperationCounts sparse = transformer.Count(4, [0.2], spikes: true);
        sparse.EffectiveAcs.ShouldBe(4 * 2 * ((0.2 * 12 * 64 * 384 * 384) + (0.04 * 2 * 64 * 64 * 384)), 1);
        sparse.EffectiveMacs.ShouldBe(0);
    }

    [Fact]
    public void A_quantised_transformer_can_cost_less_than_a_spiking_one()
    {
        var transformer = new SpikingTransformer(64, 384, 4);
        EnergyTable table = EnergyTable.Named("horowitz-2014");
        double spiking = new EnergyModel(table, new BitWidths { Weight = 32, Activation = 1 }).Of(transformer.Count(4, [0.3], true)).Picojoules;
        double quantised = new EnergyModel(table, new BitWidths { Weight = 4, Activation = 4 }).Of(transformer.Count(1, [0.5], false)).Picojoules;
        quantised.ShouldBeLessThan(spiking);
    }

    [Fact]
    public void Impossible_transformers_are_refused()
    {
        Should.Throw<ArgumentException>(() => new SpikingTransformer(0, 8, 1).Count(1, [1], true)).Message.ShouldContain("0 tokens");
        Should.Throw<ArgumentException>(() => new SpikingTransformer(8, 8, 1).Count(1, [1, 1], true)).Message.ShouldContain("1 activity, or 6");
        Should.Throw<ArgumentException>(() => new SpikingTransformer(8, 8, 1).Count(1, [-0.1], true)).Message.ShouldContain("'query, key, value'");
    }
}
