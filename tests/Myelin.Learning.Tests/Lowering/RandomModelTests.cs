using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>Random small models: trainer and simulator give the same spikes to the last bit, and so do a model and what comes of it there and back.</summary>
public sealed class RandomModelTests : IDisposable
{
    private static readonly Config few = Config.QuickThrowOnFailure.WithMaxTest(40);

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Trainer_and_simulator_give_the_same_spikes(bool images)
    {
        int active = 0;
        Prop.ForAll(Seeds, seed =>
        {
            (Sequential model, Shape sample) = RandomModels.Draw(seed, images);
            bool same = BothEngines.Differing(model, sample, out double rate) == 0;
            if (rate is > 0.001 and < 0.999) active++;
            return same;
        }).Check(few);

        // Most have something to compare.
        active.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_comes_back_from_a_network(bool images) => Prop.ForAll(Seeds, seed =>
    {
        (Sequential model, Shape sample) = RandomModels.Draw(seed, images);
        Sequential back = model.ToNetwork(sample).ToModel<Arctangent<Two>>(NetworkLowering.StepOf(model));
        float[] spikes = BothEngines.Spikes(sample.Product(0), seed);
        return BothEngines.Trained(model, sample, spikes).SequenceEqual(BothEngines.Trained(back, [sample.Product(0)], spikes));
    }).Check(few);

    [Fact]
    public void A_network_comes_back_from_a_model() => Prop.ForAll(Seeds, seed =>
    {
        Time dt = Time.FromValue(1);
        Network network = RandomNetworks.Draw(seed);
        Sequential model = network.ToModel<Arctangent<Two>>(dt);
        int inputs = network.Populations[0].Size;
        float[] spikes = BothEngines.Spikes(inputs, seed);
        bool[] there = BothEngines.Trained(model, [inputs], spikes), back = BothEngines.Simulated(model.ToNetwork([inputs]), dt, spikes);
        bool[] before = BothEngines.Simulated(network, dt, spikes);
        return before.SequenceEqual(there) && before.SequenceEqual(back);
    }).Check(few);

    private static Arbitrary<int> Seeds => Gen.Choose(1, 1_000_000).ToArbitrary();
}
