using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Algorithms.Passes;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class DirectFeedbackAlignmentTests
{
    [Fact]
    public void The_last_layer_gets_the_gradient_of_back_propagation_through_time()
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> expected = Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)), own = Batches.Gradients(new DirectFeedbackAlignment(), model, () => Batches.Spikes(9, 6));
        own.ShouldAgree(expected, 2e-6, "2.weight", "2.bias");
        own["0.weight"].ShouldContain(g => g != 0);
        own["0.weight"].ShouldNotBe(expected["0.weight"]);
    }

    // Where the weights to the output are the random ones, the way back is the true one.
    [Fact]
    public void With_the_random_weights_as_those_of_the_readout_it_is_online_training_through_time()
    {
        Sequential model = Batches.Network();
        ReadOnlySpan<float> feedback = new RandomFeedback(5).To(0, Batches.Classes, 8);
        feedback.CopyTo(((Linear)model[2]).Weight.Values);
        Batches.Gradients(new DirectFeedbackAlignment(5), model, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Ottt(), model, () => Batches.Spikes(9, 6)));
        Batches.Gradients(new DirectFeedbackAlignment(6), model, () => Batches.Spikes(9, 6))["0.weight"].ShouldNotBe(Batches.Gradients(new DirectFeedbackAlignment(5), model, () => Batches.Spikes(9, 6))["0.weight"]);
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new DirectFeedbackAlignment(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new DirectFeedbackAlignment(3));

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason() =>
        new DirectFeedbackAlignment().Refusal(new Sequential(new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3)), new StepCrossEntropy())
            .ShouldBe("DFA cannot train the layer '0': it has no traces for recurrent weights; EProp has.");
}
