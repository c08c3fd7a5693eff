using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class OtttTests
{
    public static TheoryData<string> Models => new("leaky", "decayed input", "synaptic", "read-out");

    // One layer that learns: all of its past is in the traces, so nothing is lost but what the reset is detached from.
    [Theory]
    [MemberData(nameof(Models))]
    public void Of_one_layer_it_is_back_propagation_through_time(string kind)
    {
        Spiking neurons = kind switch
        {
            "leaky" => new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.8, Threshold = 0.4, Reset = ResetMode.None }),
            "decayed input" => new Spiking<FastSigmoid<Numbers.Five>>(new Lif { Tau = 3, Threshold = 0.3, Reset = ResetMode.Subtract, DetachReset = true }),
            "synaptic" => new Spiking<FastSigmoid<Numbers.Five>>(new Synaptic { Alpha = 0.7, Beta = 0.8, Threshold = 0.8, Reset = ResetMode.None }),
            _ => new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = "U" },
        };
        var model = new Sequential(new Linear(6, 3, seed: 3), neurons);
        Batches.Gradients(new Ottt(), model, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)));
        Batches.Gradients(new Ottt(), model, () => Batches.Constant(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Constant(9, 6)));
        Batches.Cosine(Batches.Gradients(new Sltt(), model, () => Batches.Spikes(9, 6)), Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6))).ShouldBeLessThan(0.9999);
    }

    [Fact]
    public void A_convolution_learns_from_traces_as_well()
    {
        var model = new Sequential(
            new Function(x => x.Reshape([x.Shape[0], x.Shape[1], 1, 4, 4])),
            new Convolution2d(1, 2, 3, padding: 1, seed: 3), new AvgPool2d(2),
            new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.8, Threshold = 0.4, Reset = ResetMode.None }),
            new Flatten(), new Linear(8, 3, seed: 4) { Weight = { Learns = false } });
        ((Linear)model[5]).Bias!.Learns = false;
        Batches.Gradients(new Ottt(), model, () => Batches.Spikes(7, 16)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(7, 16)), 5e-6, "1.weight", "1.bias");
    }

    [Fact]
    public void The_last_of_several_layers_gets_the_gradient_of_back_propagation_through_time()
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)), own = Batches.Gradients(new Ottt(), model, () => Batches.Spikes(9, 6));
        own.ShouldAgree(expected, 2e-6, "2.weight", "2.bias");
        Batches.Cosine(own, expected, "0.weight").ShouldBeInRange(0.5, 0.99999);
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new Ottt(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new Ottt());

    [Fact]
    public void Back_propagation_is_as_before_afterwards()
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> before = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6));
        Batches.Gradients(new Ottt(), model, () => Batches.Spikes(9, 6));
        Dictionary<string, float[]> after = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6));
        foreach (string name in before.Keys) after[name].ShouldBe(before[name]);
    }

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason()
    {
        string? Of(params Module[] modules) => new Ottt().Refusal(new Sequential(modules), new StepCrossEntropy());
        Of(new Linear(4, 3), new BatchNorm(3), Batches.Neurons()).ShouldBe("OTTT cannot train the layer '1': it has no traces for the parameters of a BatchNorm.");
        Of(new Linear(4, 3), new Function(x => x * x), Batches.Neurons()).ShouldBe("OTTT cannot train the layer '0': between it and its neurons '2' is '1' (Function), which is not linear.");
        Of(new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3)).ShouldBe("OTTT cannot train the layer '0': it has no traces for recurrent weights; EProp has.");
        Of(Batches.Neurons().Learn(nameof(Leaky.Beta))).ShouldBe("OTTT cannot train the layer '0': it has no traces for the neurons' own parameter Beta.");
        Of(new Spiking<FastSigmoid<Numbers.Five>>(new LifExp(), Time.FromValue(1))).ShouldBe("OTTT cannot train the layer '0': what a LifExp neuron hands on at a step does not depend on the input of the same step.");
        Of(new Spiking<FastSigmoid<Numbers.Five>>(new DiscreteQif())).ShouldBe("OTTT cannot train the layer '0': the leak of a DiscreteQif neuron depends on its state, so its synapses do not share traces; EProp has a trace for each.");
        new Ottt().Refusal(new Branching(), new StepCrossEntropy()).ShouldBe("OTTT trains modules one after the other; 'Branching' (Branching) puts its modules together in another way.");
        new Ottt().Refusal(Batches.Network(), new MaximumCrossEntropy())!.ShouldStartWith("OTTT learns at every step and needs a loss that each step has");
    }

    private sealed class Branching : Module
    {
        private readonly Linear one;

        public Branching() => one = Add("one", new Linear(4, 4));

        protected override Tensor Compute(Tensor input) => one.Forward(input) + input;
    }
}
