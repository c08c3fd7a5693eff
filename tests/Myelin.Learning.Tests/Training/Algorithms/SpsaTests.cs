using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class SpsaTests
{
    private static Sequential Smooth() => new(new Linear(4, 5, seed: 3), new Function(x => x.Tanh()), new Linear(5, 3, seed: 4));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_mean_over_many_perturbations_is_the_gradient_of_a_smooth_net(bool ofSequence)
    {
        Sequential model = Smooth();
        Loss loss = ofSequence ? new CountCrossEntropy() : new StepCrossEntropy();
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(3, 4), loss);
        Dictionary<string, float[]> own = Batches.Gradients(new Spsa(1e-2, 4000), model, () => Batches.Spikes(3, 4), loss);
        Batches.Cosine(own, expected).ShouldBeGreaterThan(0.99);
        own["2.bias"].Zip(expected["2.bias"]).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 0.1);
    }

    // Along one direction the estimate is the slope of the loss there.
    [Fact]
    public void One_perturbation_is_the_slope_along_it()
    {
        Sequential model = Smooth();
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(3, 4)), own = Batches.Gradients(new Spsa(3e-3), model, () => Batches.Spikes(3, 4));
        float size = MathF.Abs(own["0.weight"][0]);
        double slope = own.Sum(g => g.Value.Zip(expected[g.Key]).Sum(p => (double)MathF.Sign(p.First) * p.Second));
        own.Values.SelectMany(g => g).ShouldAllBe(v => MathF.Abs(MathF.Abs(v) - size) < 1e-6f);
        slope.ShouldBe(size, 2e-3);
    }

    [Fact]
    public void Parameters_are_left_as_they_were()
    {
        Sequential model = Batches.Network();
        float[] before = [.. model.Parameters.SelectMany(p => p.Parameter.Values.ToArray())];
        Batches.Gradients(new Spsa(0.1, 3), model, () => Batches.Spikes(5, 6));
        model.Parameters.SelectMany(p => p.Parameter.Values.ToArray()).ShouldBe(before);
    }

    [Fact]
    public void Batches_and_seeds_have_perturbations_of_their_own()
    {
        float[] Of(ulong seed, long sequence) => Batches.Gradients(new Spsa(seed: seed), Smooth(), () => Batches.Spikes(3, 4), sequence: sequence)["0.weight"];
        Of(1, 0).ShouldBe(Of(1, 0));
        Of(1, 0).ShouldNotBe(Of(1, 1));
        Of(1, 0).ShouldNotBe(Of(9, 0));
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new Spsa(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new Spsa(0.1));

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        new Spsa(0).Refusal(Smooth(), new StepCrossEntropy()).ShouldBe("SPSA moves parameters by a size above 0, got 0.");
        new Spsa(double.NaN).Refusal(Smooth(), new StepCrossEntropy()).ShouldBe("SPSA moves parameters by a size above 0, got NaN.");
        new Spsa(1, 0).Refusal(Smooth(), new StepCrossEntropy()).ShouldBe("SPSA needs at least 1 direction, got 0.");
        new Spsa().Refusal(Smooth(), new CountCrossEntropy()).ShouldBeNull();
    }
}
