using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class ContrastiveHebbianTests
{
    // Linear layers without memory, an input that stays, a weak nudge: the contrast is the gradient. A nudge arrives a step after the loss, and
    // one step later in each layer further back, so of T steps as many fewer count.
    [Fact]
    public void On_linear_layers_a_weak_nudge_gives_the_gradient_of_back_propagation()
    {
        var model = new Sequential(new Linear(6, 8, seed: 3), Graded(), new Linear(8, 3, seed: 4), Graded());
        const int Steps = 20;
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Constant(Steps, 6)), own = Batches.Gradients(new ContrastiveHebbian(2e-3f), model, () => Batches.Constant(Steps, 6));
        foreach ((string layer, int late) in new[] { ("0", 2), ("2", 1) })
        {
            foreach (string name in new[] { layer + ".weight", layer + ".bias" })
                new Dictionary<string, float[]> { [name] = own[name] }.ShouldAgree(new() { [name] = [.. expected[name].Select(g => g * (Steps - late) / Steps)] }, 2e-3);
        }
    }

    [Fact]
    public void On_spiking_layers_it_points_along_the_gradient()
    {
        Sequential model = Batches.Network(inputs: 10, hidden: 30);
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Constant(60, 10)), own = Batches.Gradients(new ContrastiveHebbian(0.5f), model, () => Batches.Constant(60, 10));
        Batches.Cosine(own, expected, "0.weight").ShouldBeGreaterThan(0.3);
        Batches.Cosine(own, expected, "2.weight").ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new ContrastiveHebbian(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new ContrastiveHebbian());

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason()
    {
        string? Of(params Module[] modules) => new ContrastiveHebbian().Refusal(new Sequential(modules), new StepCrossEntropy());
        new ContrastiveHebbian(0).Refusal(Batches.Network(), new StepCrossEntropy()).ShouldBe("Contrastive Hebbian learning nudges by a beta above 0, got 0.");
        Of(new Linear(4, 4), new MaxPool2d(2), Batches.Neurons()).ShouldBe("Contrastive Hebbian learning cannot train through the layer '1': activity goes back through transposed weights, which a MaxPool2d does not have.");
        Of(new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3)).ShouldBe("Contrastive Hebbian learning cannot train the layer '0': only weights between layers learn, not a Recurrent layer's own parameters.");
        Of(Batches.Neurons().Learn(nameof(Leaky.Beta))).ShouldBe("Contrastive Hebbian learning cannot train the layer '0': only weights between layers learn, not a Spiking layer's own parameters.");
        new ContrastiveHebbian().Refusal(Batches.Network(), new CountCrossEntropy())!.ShouldStartWith("Contrastive Hebbian learning learns at every step");
    }

    private static Spiking<FastSigmoid<Numbers.Five>> Graded() => new(new Leaky { Beta = 0, Reset = ResetMode.None }) { Reads = "U" };
}
