using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Lowering;

/// <summary>What a network becomes, and what it cannot become.</summary>
public sealed class RaisingTests
{
    private static readonly Time dt = 1 * ms;

    [Fact]
    public void Weights_biases_and_parameters_are_those_of_the_network()
    {
        var network = new Network();
        Population input = network.Relay("input", 2), hidden = network.Population("hidden", 3, n => new Leaky { Beta = n / 4.0 });
        network.Connect(input, hidden, Dense(new WeightTensor([1.0, 2, 3, 4, 5, 6], 3, 2)), delay: 0 * ms);
        network.Connect(input[1..], hidden[..2], AllToAll(), 0.5, delay: 0 * ms);
        network.Drive(hidden, new ConstantInput([0.25, 0, -1]));
        network.Drive(hidden[1..2], new ConstantInput([0.5]));
        network.Connect(hidden, hidden, OneToOne(), -1.0);
        Sequential model = network.ToModel<Arctangent<Two>>(dt);
        model.Children.Count.ShouldBe(2);
        var linear = model.Children[0].ShouldBeOfType<Linear>();
        linear.Weight.Values.ToArray().ShouldBe([1, 2.5f, 3, 4.5f, 5, 6]);
        linear.Bias.ShouldNotBeNull().Values.ToArray().ShouldBe([0.25f, 0.5f, -1]);
        var layer = model.Children[1].ShouldBeOfType<Recurrent<Arctangent<Two>>>();
        layer.RecurrentWeight.Values.ToArray().ShouldBe([-1, 0, 0, 0, -1, 0, 0, 0, -1]);
        layer.Learnt.Single().Name.ShouldBe("Beta");
        layer.Learnt.Single().Value.Values.ToArray().ShouldBe([0, 0.25f, 0.5f]);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "delay", "projection input -> a: its delay is 2 ms; spikes from layer to layer arrive in the step in which they are emitted, a delay of 0 ms." },
        { "one step", "projection input -> a: its delay is one step; spikes from layer to layer arrive in the step in which they are emitted, a delay of 0 ms." },
        { "recurrent delay", "projection a -> a: its delay is 3 ms; a layer's spikes come back to it one step later, after 1 ms." },
        { "plastic", "projection input -> a: its synapses learn by PairStdp; the trainer's weights change by gradients only, so take the rule away." },
        { "law", "its weights are drawn from " },
        { "branch", "Population 'input' sends spikes to 'a' and 'b'; the trainer has one layer behind another." },
        { "join", "Population 'a' sends spikes to 'b' and 'c'; the trainer has one layer behind another." },
        { "loop", "Population 'a' gets spikes from 'input' and 'b'; the trainer has one layer behind another." },
        { "apart", "Population 'b' gets no spikes from the chain that begins with 'input'; the trainer runs one chain of layers." },
        { "no relay", "The trainer's input goes to one population of relays to which nothing leads; the network has none." },
        { "alone", "Population 'input' leads to no other; there is nothing to train." },
        { "two ports", "a weight of -1 goes to the port Inhibitory of LifExp; a layer's input goes to Excitatory." },
        { "noise", "the trainer has constant inputs that begin at 0 ms as biases, and its input for the relays." },
        { "state", "Population 'a' starts from a state of its own; a model starts at rest." },
        { "graded", "1 (SigmaDelta) emits numbers such as " },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_trainer_cannot_do_is_said(string what, string message)
    {
        var network = new Network();
        Population input = network.Relay("input", 2);
        if (what == "alone")
        {
            Refuse();
            return;
        }

        Population a = network.Population("a", 3, what switch { "two ports" => new LifExp(), "graded" => new SigmaDelta(), _ => new Leaky() });
        Time delay = what == "delay" ? 2 * ms : 0 * ms;
        if (what == "one step") network.Connect(input, a, AllToAll(), 1.0);
        else if (what == "plastic") network.Learn(network.Connect(input, a, AllToAll(), 1.0, 1 * ms), new PairStdp());
        else if (what == "law") network.Connect(input, a, AllToAll(), Uniform(0, 1), 0 * ms);
        else if (what == "two ports") network.Connect(input, a, AllToAll(), -1 * pA, 0 * ms);
        else if (what != "no relay") network.Connect(input, a, AllToAll(), 1.0, delay);
        if (what == "no relay")
        {
            network.Connect(a, input, AllToAll(), 1.0);
        }

        if (what == "recurrent delay") network.Connect(a, a, AllToAll(), 1.0, 3 * ms);
        if (what == "noise") network.Drive(a, Poisson(100 * Hz, 1.0));
        if (what == "state") network.Initialize(a, "U", 0.5);
        if (what is "branch" or "join" or "loop" or "apart" or "graded")
        {
            Population b = network.Population("b", 3, new Leaky());
            if (what == "branch") network.Connect(input, b, AllToAll(), 1.0, 0 * ms);
            if (what is "loop" or "join" or "graded") network.Connect(a, b, AllToAll(), 1.0, 0 * ms);
            if (what == "loop") network.Connect(b, a, AllToAll(), 1.0, 1 * ms);
            if (what == "join")
            {
                Population c = network.Population("c", 3, new Leaky());
                network.Connect(b, c, AllToAll(), 1.0, 0 * ms);
                network.Connect(a, c, AllToAll(), 1.0, 0 * ms);
            }
        }

        Refuse();

        void Refuse() => Should.Throw<ArgumentException>(() => network.ToModel<Arctangent<Two>>(dt)).Message.ShouldContain(message);
    }
}
