using FsCheck;
using FsCheck.Fluent;
using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

public class RasterTests
{
    private static readonly Raster Small = new([0, 0, 2, 9], [1, 2, 1, 0], neuronCount: 3, stepCount: 10, dt: 0.1 * ms);

    [Fact]
    public void Holds_its_spikes_and_its_recording()
    {
        Small.Count.ShouldBe(4);
        Small.Steps.ToArray().ShouldBe([0, 0, 2, 9]);
        Small.Neurons.ToArray().ShouldBe([1, 2, 1, 0]);
        (Small.NeuronCount, Small.FirstStep, Small.StepCount).ShouldBe((3, 0, 10));
        Small.Dt.ShouldBe(0.1 * ms);
        Small.Start.ShouldBe(Time.Zero);
        Small.Stop.ShouldBe(1 * ms);
        Small.Duration.ShouldBe(1 * ms);
        Small.SpikeCounts().ShouldBe([1, 2, 1]);
        Small.NeuronsAt(0).ToArray().ShouldBe([1, 2]);
        Small.NeuronsAt(1).ToArray().ShouldBeEmpty();
        Small.NeuronsAt(int.MaxValue).ToArray().ShouldBeEmpty();
        RasterDraws.ToArray(Small).ShouldBe([(0, 1), (0, 2), (2, 1), (9, 0)]);
    }

    [Fact]
    public void A_spike_at_step_k_has_the_time_of_the_end_of_its_step()
    {
        Small.TimeOf(0).ShouldBe(0.1 * ms);
        Small.Train(1).TimesInMilliseconds.ToArray().ShouldBe([0.1, 3 * 0.1]);
        Small.Train(0).Times[0].ShouldBe(Small.Stop);
        (Small.Train(2).Start, Small.Train(2).Stop).ShouldBe((Small.Start, Small.Stop));
    }

    [Fact]
    public void Does_not_change_with_the_arrays_it_was_made_from()
    {
        int[] steps = [1, 2], neurons = [0, 0];
        var raster = new Raster(steps, neurons, 1, 5, 1 * ms);
        steps[0] = 4;
        neurons[0] = 7;
        raster.Steps[0].ShouldBe(1);
        raster.Neurons[0].ShouldBe(0);
    }

    [Theory]
    [InlineData(new[] { 1, 0 }, new[] { 0, 0 }, "Spike 1, neuron 0 at step 0, must come before neuron 0 at step 1: by step, then neuron.")]
    [InlineData(new[] { 1, 1 }, new[] { 2, 1 }, "Spike 1, neuron 1 at step 1, must come before neuron 2 at step 1: by step, then neuron.")]
    [InlineData(new[] { 1, 1 }, new[] { 2, 2 }, "Spike 1, neuron 2 at step 1, is there twice; a neuron spikes at most once in a step.")]
    [InlineData(new[] { -1 }, new[] { 0 }, "Spike 0 is at step -1; the first step is 0.")]
    [InlineData(new[] { 4, 5, 6 }, new[] { 0, 1, 0 }, "Spike 1 is at step 5; it must be before the end, at step 5.")]
    [InlineData(new[] { 0 }, new[] { 3 }, "Spike 0 is of neuron 3; it must be one of 3 neurons, from 0.")]
    [InlineData(new[] { 0 }, new[] { -1 }, "Spike 0 is of neuron -1; it must be one of 3 neurons, from 0.")]
    [InlineData(new[] { 0 }, new int[0], "A raster needs as many neurons as steps, got 0 neurons and 1 steps.")]
    public void Refuses_spikes_that_are_not_in_order_or_out_of_range(int[] steps, int[] neurons, string message) =>
        Should.Throw<ArgumentException>(() => new Raster(steps, neurons, 3, 5, 1 * ms)).Message.ShouldBe(message);

    [Theory]
    [InlineData(-1, 5, 1.0, "at least 0 neurons, got -1")]
    [InlineData(3, -5, 1.0, "at least 0 steps, got -5")]
    [InlineData(3, 5, 0.0, "longer than 0 ms and finite, got 0 ms")]
    [InlineData(3, 5, double.NaN, "got NaN ms")]
    public void Refuses_sizes_that_are_not_valid(int neurons, int steps, double dt, string message) =>
        Should.Throw<ArgumentException>(() => new Raster([], [], neurons, steps, dt * ms)).Message.ShouldContain(message);

    [Fact]
    public void Sorts_spikes_in_any_order() =>
        Prop.ForAll(RasterDraws.Spikes, spikes => RasterDraws.ToArray(RasterDraws.ToRaster(spikes)).SequenceEqual(spikes.Order()))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Sorting_refuses_what_is_out_of_range()
    {
        Should.Throw<ArgumentException>(() => Raster.FromUnordered([1, 0], [-2, 0], 3, 5, 1 * ms)).Message.ShouldContain("neuron -2");
        Should.Throw<ArgumentException>(() => Raster.FromUnordered([1, -7], [2, 0], 3, 5, 1 * ms)).Message.ShouldContain("step -7");
        Should.Throw<ArgumentException>(() => Raster.FromUnordered([1, 1], [2, 2], 3, 5, 1 * ms)).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => Raster.FromUnordered([1, 1], [2], 3, 5, 1 * ms)).Message.ShouldContain("as many");
    }

    [Fact]
    public void Trains_and_counts_are_those_of_each_neuron() =>
        Prop.ForAll(RasterDraws.Spikes, spikes =>
        {
            Raster raster = RasterDraws.ToRaster(spikes);
            int[] counts = raster.SpikeCounts();
            return Enumerable.Range(0, RasterDraws.Neurons).All(n =>
            {
                int[] its = [.. spikes.Where(s => s.Neuron == n).Select(s => s.Step).Order()];
                return raster.StepsOf(n).SequenceEqual(its)
                    && raster.Train(n).Times.ToArray().SequenceEqual(its.Select(raster.TimeOf))
                    && counts[n] == its.Length;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_slice_of_time_holds_the_spikes_after_its_start_up_to_its_stop() =>
        Prop.ForAll(RasterDraws.Spikes, Gen.Choose(0, RasterDraws.Steps).Two().ToArbitrary(), (spikes, ends) =>
        {
            (int first, int end) = (Math.Min(ends.Item1, ends.Item2), Math.Max(ends.Item1, ends.Item2));
            Raster slice = RasterDraws.ToRaster(spikes).Slice(first * 0.1 * ms, end * 0.1 * ms);
            return RasterDraws.ToArray(slice).SequenceEqual(spikes.Where(s => s.Step >= first && s.Step < end).Order())
                && slice.FirstStep == first
                && slice.StepCount == end - first
                && slice.NeuronCount == RasterDraws.Neurons
                && Enumerable.Range(0, RasterDraws.Neurons).All(n => slice.Train(n).Start == slice.Start && slice.Train(n).Stop == slice.Stop);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_slice_can_be_sliced_again()
    {
        Raster slice = Small.Slice(0.1 * ms, 1 * ms).Slice(0.2 * ms, 0.3 * ms);
        RasterDraws.ToArray(slice).ShouldBe([(2, 1)]);
        slice.Start.ShouldBe(0.2 * ms);
        Should.Throw<ArgumentException>(() => slice.Slice(0.1 * ms, 0.3 * ms)).Message.ShouldContain("0.1 ms to 0.3 ms");
    }

    [Theory]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.5, 1.1)]
    [InlineData(0.5, 0.4)]
    [InlineData(0.5, double.NaN)]
    public void Refuses_a_slice_outside_the_recording(double start, double stop) =>
        Should.Throw<ArgumentException>(() => Small.Slice(start * ms, stop * ms)).Message.ShouldContain("0 ms to 1 ms");

    [Fact]
    public void A_slice_of_neurons_counts_them_from_zero() =>
        Prop.ForAll(RasterDraws.Spikes, Gen.Choose(0, RasterDraws.Neurons).Two().ToArbitrary(), (spikes, ends) =>
        {
            (int first, int end) = (Math.Min(ends.Item1, ends.Item2), Math.Max(ends.Item1, ends.Item2));
            Raster slice = RasterDraws.ToRaster(spikes).SliceNeurons(first, end - first);
            return slice.NeuronCount == end - first
                && slice.StepCount == RasterDraws.Steps
                && RasterDraws.ToArray(slice).SequenceEqual(
                    spikes.Where(s => s.Neuron >= first && s.Neuron < end).Select(s => (s.Step, s.Neuron - first)).Order());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Refuses_neurons_it_does_not_have(int first, int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Small.SliceNeurons(first, count)).Message.ShouldContain("3 neurons");

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Refuses_a_neuron_it_does_not_have(int neuron)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Small.Train(neuron)).Message.ShouldContain($"Neuron {neuron}");
        Should.Throw<ArgumentOutOfRangeException>(() => { _ = Small.StepsOf(neuron); }).Message.ShouldContain($"Neuron {neuron}");
    }

    [Fact]
    public void May_be_empty()
    {
        var empty = new Raster([], [], 0, 0, 1 * ms);
        empty.Count.ShouldBe(0);
        RasterDraws.ToArray(empty).ShouldBeEmpty();
        empty.Slice(0 * ms, 0 * ms).Count.ShouldBe(0);
        empty.SliceNeurons(0, 0).Count.ShouldBe(0);
    }
}
