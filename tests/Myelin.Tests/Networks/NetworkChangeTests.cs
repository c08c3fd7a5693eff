using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;

namespace Myelin.Tests.Networks;

/// <summary>Networks made of others, stored weights, and relays behind populations.</summary>
public sealed class NetworkChangeTests
{
    [Fact]
    public void A_copy_is_the_same_network_and_can_still_change()
    {
        var network = new Network(3, 4);
        Population a = network.Population("a", 4, new Leaky()), b = network.Population("b", 6, new Leaky());
        network.Connect(network.Outlet(a, "a out"), b[1..3], Syntax.AllToAll(), 0.5);
        network.Drive(a, Syntax.Poisson(10 * Syntax.Hz, 1.0));
        network.Freeze();
        Network copy = NetworkChange.Copy(network);
        copy.Describe().ShouldBe(network.Describe());
        (copy.Seed, copy.DrawSeed).ShouldBe((3UL, 4UL));
        copy.Populations[0].Emitting.Name.ShouldBe("a out");
        copy.Population("more", 1, new Leaky());
        Should.Throw<ArgumentException>(() => copy.Outlet(copy.Populations[0], "again")).Message.ShouldBe("Population 'a' has the outlet 'a out' already; give that one an outlet.");
    }

    [Fact]
    public void Stored_weights_are_read_and_replaced_in_their_form()
    {
        var network = new Network(1);
        Population a = network.Relay("a", 9), b = network.Population("b", 8, new Leaky()), c = network.Population("c", 2, new Leaky());
        network.Connect(a, b, Syntax.Convolution(new MapShape(1, 3, 3), new WeightTensor([1.0, 2, 3, 4, 5, 6, 7, 8], 2, 1, 2, 2)));
        network.Connect(b, c, Syntax.Dense(new WeightTensor([.. Enumerable.Range(0, 16).Select(i => (double)i)], 2, 8)));
        network.Connect(b, c, new Explicit([0, 5], [1, 0], new WeightTensor([0.25, 0.5]), [2, 3]));
        network.Connect(b, c, Syntax.FixedIndegree(3), 0.125);
        StoredWeights[] stored = [.. network.Projections.Select(p => StoredWeights.Of(p, 1)!)];
        stored[0].Values.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        stored[0].Places().Outputs.ShouldBe([0, 0, 0, 0, 1, 1, 1, 1]);
        stored[0].Places().Inputs.ShouldBe([0, 1, 2, 3, 0, 1, 2, 3]);
        stored[1].Places().Inputs.ShouldBe([.. Enumerable.Range(0, 16).Select(i => i % 8)]);
        stored[2].Places().Inputs.ShouldBe([0, 5]);
        stored[2].Places().Outputs.ShouldBe([1, 0]);
        stored[3].Values.ShouldBe([.. Enumerable.Repeat(0.125, 6)]);
        foreach (StoredWeights weights in stored)
        {
            weights.Values[0] = 9;
            weights.Rule.Stored![0].ShouldBe(9);
        }

        stored[0].Rule.ShouldBeOfType<Convolution>().Input.ShouldBe(new MapShape(1, 3, 3));
        ((Explicit)stored[2].Rule).Delays.ToArray().ShouldBe([2, 3]);
        Should.Throw<InvalidOperationException>(() => Syntax.OneToOne().WithStored(new WeightTensor([1.0]))).Message.ShouldBe("OneToOne() stores no weights that could be replaced.");
    }
}
