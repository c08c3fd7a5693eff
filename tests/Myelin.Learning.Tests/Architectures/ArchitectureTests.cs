using Myelin.Learning.Architectures;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Norms;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Architectures;

public sealed class ArchitectureTests : IDisposable
{
    public static TheoryData<ResidualKind> Kinds => [new SewResidual(), new SewResidual(SewConnect.And), new SewResidual(SewConnect.Iand), new MembraneResidual()];

    public static TheoryData<string> Norms => ["none", "batch", "threshold-dependent", "temporal", "potential"];

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [InlineData(SewConnect.Add, 0, 1, 1, 2)]
    [InlineData(SewConnect.And, 0, 0, 0, 1)]
    [InlineData(SewConnect.Iand, 0, 1, 0, 0)]
    public void Spikes_are_joined_as_published(SewConnect connect, float neither, float received, float own, float both)
    {
        // Table 1 of Fang et al.: of the block's spikes A and those received S.
        var own2 = new Function(_ => Tensor.From([0, 0, 1, 1], [1, 1, 4]));
        var block = new SewBlock(own2, connect: connect);
        block.Forward(Tensor.From([0, 1, 0, 1], [1, 1, 4])).Values.ToArray().ShouldBe([neither, received, own, both]);
    }

    [Fact]
    public void Currents_pass_a_membrane_block_beside_its_layers()
    {
        var block = new MembraneBlock(new Sequential(new Spiking<Arctangent<Two>>(new If()), new Function(x => x * 0.25f)));
        Tensor x = Tensor.From([0.5f, 1.5f, 0.75f, -2], [2, 1, 2], requiresGradient: true);
        block.Forward(x).Values.ToArray().ShouldBe([0.5f, 1.75f, 1, -2]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Residual_networks_learn_to_their_first_layer(ResidualKind kind)
    {
        Sequential network = SpikingResNet.Build(Parts(c => new BatchNorm(c)), kind, 2, [4, 6], 1, 3, ReadOut());
        Gradients(network).ShouldBeGreaterThan(0);
        network.All.OfType<Junction>().Count().ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void Plain_networks_take_every_norm(string norm)
    {
        SpikingParts parts = norm switch
        {
            "none" => Parts(null),
            "batch" => Parts(c => new BatchNorm(c)),
            "threshold-dependent" => Parts(c => BatchNorm.ThresholdDependent(c, 1)),
            "temporal" => Parts(c => new TemporalBatchNorm(c, 3)),
            _ => new SpikingParts(c => new PotentialNorm<Arctangent<Two>>(new Lif(), c), c => new BatchNorm(c), seed: 1),
        };
        Gradients(SpikingVgg.Build(parts, 2, [4, SpikingVgg.Pool, 6, 6], 3, ReadOut())).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Convolutions_draw_different_weights_and_the_seed_gives_them()
    {
        float[][] Weights(ulong seed) =>
            [.. SpikingVgg.Build(new SpikingParts(_ => new Spiking<Arctangent<Two>>(new Lif()), seed: seed), 4, [4, 4], 3, ReadOut()).All.OfType<Convolution2d>().Select(c => c.Weight.Values.ToArray())];
        Weights(1)[0].ShouldNotBe(Weights(1)[1]);
        Weights(1)[1].ShouldBe(Weights(1)[1]);
        Weights(1)[0].ShouldNotBe(Weights(2)[0]);
    }

    [Fact]
    public void Plans_without_layers_are_refused()
    {
        Should.Throw<ArgumentException>(() => SpikingVgg.Build(Parts(null), 1, [SpikingVgg.Pool], 3, ReadOut())).Message.ShouldContain("at least one convolution");
        Should.Throw<ArgumentException>(() => SpikingResNet.Build(Parts(null), new MembraneResidual(), 1, [], 1, 3, ReadOut())).Message.ShouldContain("got 0 stages of 1 blocks");
    }

    private static SpikingParts Parts(Func<int, Module>? norm) => new(_ => new Spiking<Arctangent<Two>>(new Lif { DecayInput = false }), norm, seed: 1);

    private static Spiking ReadOut() => new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" };

    // The sum of sizes of the first convolution's gradients after one pass.
    private static float Gradients(Sequential network)
    {
        var random = new Random(1);
        Tensor input = Tensor.From([.. Enumerable.Range(0, 3 * 4 * 2 * 64).Select(_ => random.NextSingle() * 2)], [3, 4, 2, 8, 8]);
        Tensor output = network.Forward(input);
        Shape expected = [3, 4, 3];
        output.Shape.ShouldBe(expected);
        Tape.Current.Backward(new StepCrossEntropy().Of(output, Targets.Of([0, 1, 2, 0])));
        return network.All.OfType<Convolution2d>().First().Weight.Gradient.ToArray().Sum(Math.Abs);
    }
}
