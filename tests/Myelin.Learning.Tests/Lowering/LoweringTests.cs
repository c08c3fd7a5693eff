using Myelin.Learning.Architectures;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>A model and the network made of it give the same spikes to the last bit where weights lie on a dyadic grid, so that sums are exact.</summary>
public sealed class LoweringTests : IDisposable
{
    // They emit other numbers than 0 and 1, which no spike carries.
    private static readonly string[] graded =
    [
        nameof(SigmaDelta), nameof(FewSpikes), nameof(IntegerLif), nameof(BurstIf), nameof(NirCubaLi), nameof(TernarySpike), nameof(NirLi), nameof(NirI), nameof(UltraLif), nameof(LeakyRate),
    ];

    // Their random numbers are named by population and seed, which trainer and simulator count differently; and two that need steps far below 1 ms.
    private static readonly string[] others =
    [
        nameof(MetaNeuron), nameof(GalvesLoecherbach), nameof(BinaryNeuron), nameof(OnOffAnnealer), nameof(EscapeRate), nameof(FitzHughNagumo), nameof(HindmarshRose),
    ];

    public static TheoryData<string> Neurons => [.. Dimensionless.Except(graded).Except(others)];

    /// <summary>Neurons whose spikes cannot be the same in both.</summary>
    internal static IEnumerable<string> NotComparable => [.. graded, .. others, nameof(Parrot)];

    public static TheoryData<string> Graded => [.. graded];

    private static IEnumerable<string> Dimensionless =>
        NeuronCatalogue.BuiltIn.Models.Where(m => m.Info.Ports.Count == 1 && m.Info.Ports[0].Unit.Length == 0 && m.Info.Name != nameof(Parrot)).Select(m => m.Info.Name);

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Every_neuron_of_machine_learning_spikes_the_same(string name)
    {
        INeuronModel model = NeuronCatalogue.BuiltIn.Find(name);
        Same(new Sequential(new Linear(12, 20, seed: 1), new Spiking<Arctangent<Two>>(model), new Linear(20, 7, seed: 2), new Spiking<Arctangent<Two>>(model)), [12]);
    }

    [Theory]
    [MemberData(nameof(Graded))]
    public void Neurons_that_emit_numbers_are_refused_before_synapses(string name)
    {
        INeuronModel model = NeuronCatalogue.BuiltIn.Find(name);
        var network = new Sequential(new Linear(4, 6, seed: 1), new Spiking<Arctangent<Two>>(model), new Linear(6, 3, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()));
        Should.Throw<ArgumentException>(() => network.ToNetwork([4])).Message.ShouldStartWith($"1 ({name}) emits numbers such as ");
    }

    [Fact]
    public void Convolution_pooling_and_flattening_are_synapses() => Same(
        new Sequential(
            new Convolution2d(2, 4, 3, padding: 1, seed: 1), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }), new AvgPool2d(2),
            new Convolution2d(4, 3, 2, seed: 2), new Spiking<Arctangent<Two>>(new If()), new Flatten(), new Linear(3 * 3 * 3, 5, seed: 3), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.75 })),
        [2, 8, 8]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recurrence_takes_one_step(bool allToAll) => Same(
        new Sequential(new Linear(10, 16, seed: 1), new Recurrent<Arctangent<Two>>(new Leaky { Beta = 0.5 }, 16, allToAll, seed: 2), new Linear(16, 6, seed: 3), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 })),
        [10]);

    [Fact]
    public void Learnt_parameters_are_each_neuron_s_own()
    {
        Spiking layer = new Spiking<Arctangent<Two>>(new Leaky()).Learn(nameof(Leaky.Beta), 9).Learn(nameof(Leaky.Threshold));
        foreach ((string name, Parameter value) in layer.Learnt)
        {
            for (int n = 0; n < value.Values.Length; n++) value.Values[n] = name == nameof(Leaky.Beta) ? n / 16f : 0.75f;
        }

        Same(new Sequential(new Linear(8, 9, seed: 1), layer), [8]);
    }

    [Fact]
    public void Rounded_delays_are_delays_of_projections()
    {
        var hidden = new DelayedLinear(12, 20, maximumDelay: 7, contacts: 2, seed: 1);
        var axons = new AxonalDelay(20, maximumDelay: 5, seed: 2);
        foreach (SpacedLayer layer in (SpacedLayer[])[hidden, axons]) layer.Round();
        var model = new Sequential(
            hidden, new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }), axons, new Linear(20, 6, seed: 3), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }));
        Same(model, [12]);
        Network network = model.ToNetwork([12]);
        double[] delays = [.. network.Projections.Where(p => p.Source == network.Populations[0]).Select(p => p.Delay.ConstantValue!.Value).Order()];
        delays.ShouldBe([.. hidden.Delays.Values.ToArray().Distinct().Order().Select(d => (double)d * NetworkLowering.StepOf(model).InMilliseconds)]);
    }

    [Fact]
    public void Delays_over_time_and_space_are_delays_of_projections()
    {
        var layer = new DilatedConvolution3d(2, 3, 2, maximumDelay: 4, size: (3, 3), padding: 1, seed: 1);
        layer.Round();
        Same(new Sequential(layer, new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 })), [2, 5, 5]);
    }

    [Fact]
    public void Delays_between_steps_are_refused()
    {
        var model = new Sequential(new DelayedLinear(4, 3, maximumDelay: 5), new Spiking<Arctangent<Two>>(new Leaky()));
        Should.Throw<ArgumentException>(() => model.ToNetwork([4])).Message.ShouldBe("The delays of 0 (DelayedLinear) are no whole steps; call Round() before a network is made of it.");
    }

    [Fact]
    public void A_rounded_delay_beyond_the_longest_is_refused()
    {
        var layer = new DelayedLinear(4, 3, maximumDelay: 5);
        layer.Round();
        layer.Delays.Values[7] = 6;
        var model = new Sequential(layer, new Spiking<Arctangent<Two>>(new Leaky()));
        Should.Throw<ArgumentException>(() => model.ToNetwork([4])).Message.ShouldBe("The delay number 7 of 0 (DelayedLinear) is 6; in a rounded layer it must be a whole number from 0 to 5.");
    }

    [Fact]
    public void Norms_are_folded_into_weights_and_constants()
    {
        var norm = new BatchNorm(3);
        for (int c = 0; c < 3; c++) norm.Weight.Values[c] = 0.5f + c;
        var model = new Sequential(new Convolution2d(1, 3, 3, seed: 1), norm, new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }));
        double differing = BothEngines.Differing(model, [1, 6, 6], out double rate);
        rate.ShouldBeInRange(0.01, 0.9);
        differing.ShouldBeLessThanOrEqualTo(1e-4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Residual_networks_have_synapses_from_all_branches(bool membrane)
    {
        ResidualKind kind = membrane ? new MembraneResidual() : new SewResidual();
        var parts = new SpikingParts(_ => new Spiking<Arctangent<Two>>(new If { Threshold = 0.5 }), seed: 1);
        Same(SpikingResNet.Build(parts, kind, 2, [4, 6], 2, 5, new Spiking<Arctangent<Two>>(new If { Threshold = 0.5 })), [2, 8, 8]);
    }

    [Fact]
    public void Constants_of_joined_branches_count_once()
    {
        var block = new MembraneBlock(new Sequential(new Spiking<Arctangent<Two>>(new If()), new Linear(6, 6, seed: 2)), new Linear(6, 6, seed: 3));
        Same(new Sequential(new Linear(4, 6, seed: 1), block, new Linear(6, 5, seed: 4), new Spiking<Arctangent<Two>>(new If())), [4]);
    }

    [Theory]
    [InlineData(SewConnect.And)]
    [InlineData(SewConnect.Iand)]
    public void Products_of_spikes_are_refused_by_name(SewConnect connect)
    {
        var block = new SewBlock(new Sequential(new Linear(6, 6, seed: 2), new Spiking<Arctangent<Two>>(new If())), connect: connect);
        var model = new Sequential(new Linear(4, 6, seed: 1), new Spiking<Arctangent<Two>>(new If()), block, new Linear(6, 5, seed: 4), new Spiking<Arctangent<Two>>(new If()));
        Should.Throw<ArgumentException>(() => model.ToNetwork([4])).Message.ShouldStartWith("What 2 (SewBlock), 3 (Linear) does to spikes is no sum of weights and constants");
    }

    [Fact]
    public void A_maximum_is_refused_by_name()
    {
        var model = new Sequential(new Convolution2d(1, 2, 3, seed: 1), new MaxPool2d(2), new Spiking<Arctangent<Two>>(new Leaky()));
        Should.Throw<ArgumentException>(() => model.ToNetwork([1, 8, 8])).Message.ShouldStartWith("What 0 (Convolution2d), 1 (MaxPool2d) does to spikes is no sum of weights and constants");
    }

    [Fact]
    public void A_model_that_ends_without_neurons_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Sequential(new Spiking<Arctangent<Two>>(new Leaky()), new Linear(4, 2)).ToNetwork([4])).Message.ShouldStartWith("The model ends in 1 (Linear)");
        Should.Throw<ArgumentException>(() => new Sequential(new Linear(4, 2)).ToNetwork([4])).Message.ShouldStartWith("The model has no layer of neurons");
    }

    private static void Same(Sequential model, Shape sample)
    {
        BothEngines.Dyadic(model, 64, 3);
        BothEngines.Differing(model, sample, out double rate).ShouldBe(0);
        double.IsNaN(rate).ShouldBeFalse();
    }
}
