using FsCheck;
using FsCheck.Fluent;
using Myelin.Analysis.Energy;
using Myelin.Data.Generated;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Quantisation;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Complexity;

public sealed class OperationProbeTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Operations_of_a_product_are_those_counted_one_by_one() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] Inputs, byte[] Weights)>(),
        c =>
        {
            const int Steps = 3, Batch = 2, In = 4, Out = 5;
            var layer = new Linear(In, Out);
            for (int i = 0; i < layer.Weight.Values.Length; i++) layer.Weight.Values[i] = At(c.Weights, i) % 3 == 0 ? 0 : 0.5f;
            float[] x = [.. Enumerable.Range(0, Steps * Batch * In).Select(i => i < 2 * Batch * In ? (At(c.Inputs, i) % 3) - 1f : At(c.Inputs, i) % 2 * 0.7f)];
            double effective = 0, last = 0, events = 0;
            for (int row = 0; row < Steps * Batch; row++)
            {
                for (int i = 0; i < In; i++)
                {
                    if (x[(row * In) + i] == 0) continue;
                    events += Out;
                    for (int o = 0; o < Out; o++)
                    {
                        if (layer.Weight.Values[(o * In) + i] == 0) continue;
                        if (row / Batch == 2) last++;
                        else effective++;
                    }
                }
            }

            using var probe = new OperationProbe(layer);
            layer.Forward(Tensor.From(x, [Steps, Batch, In]));
            probe.EndBatch(Batch);
            OperationCounts counts = probe.Total;
            Tape.Current.Clear();

            // The last step has other numbers than -1, 0 and 1, unless all of them are 0.
            return counts.Dense == Steps * In * Out && counts.EffectiveAcs * Batch == effective && counts.EffectiveMacs * Batch == last && counts.SynapticEvents * Batch == events;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_comes_back_in_a_recurrent_layer_is_counted_from_the_second_step()
    {
        // Every neuron spikes at every step; each of the 3 x 3 weights but one carries it at the second and third step.
        var layer = new Recurrent<Arctangent<Two>>(new Leaky { Beta = 0, Reset = ResetMode.None }, 3, bias: false);
        layer.RecurrentWeight.Values.Fill(1);
        layer.RecurrentWeight.Values[4] = 0;
        Tensor x = Tensor.Empty([3, 2, 3]);
        x.Values.Fill(5);
        using var probe = new OperationProbe(layer);
        layer.Forward(x);
        probe.EndBatch(2);
        probe.Total.EffectiveAcs.ShouldBe(2 * 8);
        probe.Total.Dense.ShouldBe(3 * 9);
        probe.ConnectionSparsity.ShouldBe(1.0 / 9, 1e-12);
        probe.Total.ActivationWrites.ShouldBe(9);
        probe.Total.StateUpdates.ShouldBe(9);
    }

    [Fact]
    public void A_delayed_synapse_is_one_operation_when_its_spike_arrives()
    {
        var layer = new DelayedLinear(1, 1, maximumDelay: 2, bias: false);
        layer.SetDelays([2]);
        layer.Round();
        using var probe = new OperationProbe(layer);
        layer.Forward(Tensor.From([1, 0, 0, 1, 0], [5, 1, 1]));
        probe.EndBatch(1);

        // The spike of the fourth step would arrive after the last.
        probe.Total.Effective.ShouldBe(1);
        probe.Total.Dense.ShouldBe(3);
    }

    [Fact]
    public void An_input_that_repeats_counts_as_often_as_it_is_shown()
    {
        var layer = new Linear(4, 3);
        Tensor slice = Tensor.From([0.5f, 0, 1, 2], [1, 4]);
        OperationCounts Of(Tensor x)
        {
            using var probe = new OperationProbe(layer);
            layer.Forward(x);
            probe.EndBatch(1);
            return probe.Total;
        }

        Of(slice.RepeatOverTime(7)).ShouldBe(Of(slice.RepeatOverTime(7).Expanded()));
        Of(slice.RepeatOverTime(7)).EffectiveMacs.ShouldBe(7 * 9);
    }

    [Fact]
    public void A_layer_of_ones_own_says_what_it_does()
    {
        var model = new Sequential(new Linear(2, 2), new Halves());
        using var probe = new OperationProbe(model);
        model.Forward(Tensor.From([1, 1], [1, 1, 2]));
        probe.EndBatch(1);
        probe.Layers.Count.ShouldBe(2);
        probe.Layers[1].Kind.ShouldBe("Halves");
        probe.Layers[1].ActivationSparsity.ShouldBe(0.5);
        probe.ActivationSparsity.ShouldBe(0.5);
    }

    [Fact]
    public void Counting_changes_nothing_and_ends_with_the_probe()
    {
        Sequential model = new(new Linear(3, 4, seed: 1), new Spiking<Arctangent<Two>>(new Leaky()), new Linear(4, 2, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        Tensor x = Tensor.From([.. Enumerable.Range(0, 30).Select(i => MathF.Abs(MathF.Sin(i)))], [5, 2, 3]);
        float[] before = model.Forward(x).Values.ToArray();
        model.ResetState();
        using (var probe = new OperationProbe(model))
        {
            Should.Throw<InvalidOperationException>(() => new OperationProbe(model)).Message.ShouldContain("are being counted already");
            model.Forward(x).Values.ToArray().ShouldBe(before);
            probe.EndBatch(2);
            probe.Layers.Count.ShouldBe(4);
        }

        model.ResetState();
        using var again = new OperationProbe(model);
        again.Samples.ShouldBe(0);
        again.Layers.ShouldBeEmpty();
    }

    [Fact]
    public void Few_bits_shrink_footprint_traffic_and_energy()
    {
        Sequential model = new(new Flatten(), new Linear(784, 8, seed: 1), new Spiking<Arctangent<Two>>(new Leaky()), new Linear(8, 10, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        var set = new SyntheticDigits(10, seed: 1);
        NeuroBench Measure() => NeuroBench.Of(model, set, new RepeatedInput(3), new StepCrossEntropy());
        NeuroBench whole = Measure();
        model.QuantiseWeights(4);
        NeuroBench few = Measure();
        int weights = (784 * 8) + 80;
        (whole.Footprint - few.Footprint).ShouldBe(weights * 28 / 8.0);
        few.Layers[0].WeightBits.ShouldBe(4);
        var widths = new BitWidths();
        few.Layers[0].TrafficBits(widths).ShouldBeLessThan(0.3 * whole.Layers[0].TrafficBits(widths));
        EnergyTable table = EnergyTable.All[0];
        few.Layers[0].Energy(table, widths).Picojoules.ShouldBeLessThan(0.5 * whole.Layers[0].Energy(table, widths).Picojoules);
        few.Accuracy.ShouldBeInRange(0, 1);
        few.Samples.ShouldBe(10);
    }

    private static byte At(byte[] values, int index) => values.Length == 0 ? (byte)1 : values[index % values.Length];

    private sealed class Halves : Module
    {
        protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new() { Activations = output };

        protected override Tensor Compute(Tensor input) => input * Tensor.From([1, 0], [2]);
    }
}
