using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class TruncatedBpttTests
{
    // A part is a run from a given state, whose gradient is that of the states as they were before the part.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_part_is_differentiated_from_the_state_it_started_in(int part)
    {
        var model = new Sequential(new Linear(6, 8, seed: 3), Batches.Neurons());
        var layer = (Spiking)model[1];
        var other = new Spiking<FastSigmoid<Numbers.Five>>(layer.Model) { Reads = "U" };
        float[] expected = new float[48];
        float[] state = new float[Batches.Samples * 8];
        const int Steps = 6;
        for (int first = 0; first < Steps; first += part)
        {
            Tape.Current.Clear();
            model.Parameters.First().Parameter.ZeroGradient();
            Tensor drive = model[0].Forward(Batches.Spikes(Steps, 6).Steps(first, part));
            other.RunFrom(Tensor.From(state, [1, Batches.Samples, 8]), drive);
            Tensor loss = new StepMeanSquare { Wrong = 0.3 }.OfPart(other.Spikes, Batches.Targets(), first, Steps);
            Tape.Current.Backward(loss);
            float[] gradient = model.Parameters.First().Parameter.Gradient.ToArray();
            for (int i = 0; i < gradient.Length; i++) expected[i] += gradient[i];
            other.Trace.Slice(part - 1).Values.CopyTo(state);
        }

        Dictionary<string, float[]> own = Batches.Gradients(new TruncatedBptt(part), model, () => Batches.Spikes(Steps, 6), new StepMeanSquare { Wrong = 0.3 });
        new Dictionary<string, float[]> { ["0.weight"] = own["0.weight"] }.ShouldAgree(new Dictionary<string, float[]> { ["0.weight"] = expected }, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_came_back_from_a_part_arrives_in_the_next(int part)
    {
        var model = new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.8, Threshold = 0.3 }, 6, seed: 9);
        float[] whole = model.Forward(Batches.Spikes(8, 6)).Values.ToArray();
        model.CarryState(true);
        model.ResetState();
        var parts = new List<float>();
        for (int first = 0; first < 8; first += part) parts.AddRange(model.Forward(Batches.Spikes(8, 6).Steps(first, part)).Values.ToArray());
        parts.ShouldBe(whole);
        model.ResetState();
        model.Forward(Batches.Spikes(8, 6).Steps(0, part)).Values.ToArray().ShouldBe(whole.Take(part * whole.Length / 8));
    }
}
