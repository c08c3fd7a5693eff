using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Norms;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Operations;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Layers.Norms;

public sealed class TemporalBatchNormTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Every_step_has_a_scale_of_its_own()
    {
        (Shape shape, float[] numbers) = FiniteDifferences.Random([3, 4, 5], 1);
        var norm = new TemporalBatchNorm(5, 3);
        float[] scales = [1, 0.5f, 2];
        scales.CopyTo(norm.Scales.Values);
        Tensor y = norm.Forward(Tensor.From(numbers, shape)), plain = new BatchNorm(5).Forward(Tensor.From(numbers, shape));
        for (int i = 0; i < numbers.Length; i++) y.Values[i].ShouldBe(scales[i / 20] * plain.Values[i], 1e-6f);
    }

    [Fact]
    public void Slopes_are_those_of_differences()
    {
        var norm = new TemporalBatchNorm(5, 3);
        FiniteDifferences.Check(t => norm.Forward(t[0]), [FiniteDifferences.Random([3, 4, 5], 1)], tolerance: 5e-3);

        // The slope of a scale is the sum of gradient times normalised input.
        Tensor x = Tensor.From(FiniteDifferences.Random([3, 4, 5], 1).Numbers, [3, 4, 5]);
        float[] weights = FiniteDifferences.Random([3, 4, 5], 2).Numbers;
        norm.Scales.ZeroGradient();
        Tape.Current.Backward(norm.Forward(x), weights);
        float[] plain = new BatchNorm(5).Forward(x).Values.ToArray();
        for (int t = 0; t < 3; t++) norm.Scales.Gradient[t].ShouldBe(Enumerable.Range(t * 20, 20).Sum(i => weights[i] * plain[i]), 1e-4f);
    }

    [Fact]
    public void Synapses_cannot_change_their_weights_from_step_to_step()
    {
        var model = new Sequential(new Linear(4, 5), new TemporalBatchNorm(5, 3), new Spiking<Arctangent<Two>>(new Lif()));
        Should.Throw<ArgumentException>(() => model.ToNetwork([4])).Message.ShouldStartWith("1 (TemporalBatchNorm) has a scale for each of 3 steps, got an input of [1, 1, 5]; weights of synapses do not change");
    }

    [Fact]
    public void The_threshold_dependent_norm_has_deviations_of_a_threshold()
    {
        (Shape shape, float[] numbers) = FiniteDifferences.Random([6, 8, 2], 1);
        Tensor y = BatchNorm.ThresholdDependent(2, threshold: 0.5, alpha: 0.7).Forward(Tensor.From(numbers, shape));
        for (int c = 0; c < 2; c++) Math.Sqrt(Enumerable.Range(0, 48).Average(i => (double)y.Values[(2 * i) + c] * y.Values[(2 * i) + c])).ShouldBe(0.35, 1e-4);
        Should.Throw<ArgumentOutOfRangeException>(() => BatchNorm.ThresholdDependent(2, 0)).Message.ShouldContain("needs a threshold and an alpha above 0, got 0 and 1");
    }
}
