using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class StepwiseBpttTests
{
    [Fact]
    public void Its_gradient_is_that_of_one_pass()
    {
        foreach (Loss loss in new Loss[] { new StepCrossEntropy(), new CountCrossEntropy() })
        {
            foreach (Sequential model in new[]
            {
                Batches.Network(),
                new Sequential(new Linear(6, 8, seed: 3), new Spiking<FastSigmoid<Numbers.Five>>(new Synaptic { Alpha = 0.7, Beta = 0.8, Threshold = 0.8 }), new Linear(8, 3, seed: 4), new Spiking<FastSigmoid<Numbers.Five>>(new Synaptic { Alpha = 0.7, Beta = 0.8 }) { Reads = "U" }),
            })
            {
                Batches.Gradients(new StepwiseBptt(), model, () => Batches.Spikes(9, 6), loss).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6), loss), 4e-6);
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new StepwiseBptt());

    [Fact]
    public void Recurrent_layers_are_refused() =>
        new StepwiseBptt().Refusal(new Sequential(new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky(), 3)), new StepCrossEntropy())
            .ShouldBe("BPTT step by step cannot train the layer '0': spikes that come back are part of one pass over all steps; BPTT can train it.");
}
