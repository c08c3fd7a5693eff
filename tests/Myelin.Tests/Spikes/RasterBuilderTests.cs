using FsCheck;
using FsCheck.Fluent;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

public class RasterBuilderTests
{
    [Fact]
    public void Chunks_of_any_length_give_the_raster_of_all_spikes() =>
        Prop.ForAll(RasterDraws.Spikes, Gen.Choose(1, 9).ToArbitrary(), (spikes, chunk) =>
        {
            Raster whole = RasterDraws.ToRaster(spikes);
            var builder = new RasterBuilder(RasterDraws.Neurons, 0.1 * ms);
            for (int i = 0; i < whole.Count; i += chunk)
            {
                int end = Math.Min(i + chunk, whole.Count);
                builder.Append(whole.Steps[i..end], whole.Neurons[i..end]);
            }

            return builder.Count == whole.Count && Same(builder.Build(RasterDraws.Steps), whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_spikes_of_each_step_give_the_raster_of_all_spikes() =>
        Prop.ForAll(RasterDraws.Spikes, spikes =>
        {
            Raster whole = RasterDraws.ToRaster(spikes);
            var builder = new RasterBuilder(RasterDraws.Neurons, 0.1 * ms, capacity: 3);
            for (int step = 0; step < RasterDraws.Steps; step++) builder.Append(step, whole.NeuronsAt(step));
            return Same(builder.Build(RasterDraws.Steps), whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_refused_chunk_leaves_what_was_there()
    {
        var builder = new RasterBuilder(3, 1 * ms);
        builder.Append(4, [0, 2]);
        Should.Throw<ArgumentException>(() => builder.Append(4, [2])).Message
            .ShouldBe("Spike 2, neuron 2 at step 4, is there twice; a neuron spikes at most once in a step.");
        Should.Throw<ArgumentException>(() => builder.Append(3, [1])).Message.ShouldContain("must come before neuron 2 at step 4");
        Should.Throw<ArgumentException>(() => builder.Append([5, 6], [0, 3])).Message.ShouldContain("Spike 3 is of neuron 3");
        Should.Throw<ArgumentException>(() => builder.Append([5, 6], [0])).Message.ShouldContain("as many");
        Should.Throw<ArgumentException>(() => builder.Build(4)).Message.ShouldContain("Spike 0 is at step 4");
        builder.Append(6, [1]);
        RasterDraws.ToArray(builder.Build(7)).ShouldBe([(4, 0), (4, 2), (6, 1)]);
    }

    [Fact]
    public void A_built_raster_does_not_change_with_the_builder()
    {
        var builder = new RasterBuilder(3, 1 * ms, capacity: 8);
        builder.Append(1, [0, 1]);
        Raster raster = builder.Build(5);
        builder.Count.ShouldBe(0);
        builder.Append(0, [2]);
        RasterDraws.ToArray(raster).ShouldBe([(1, 0), (1, 1)]);
        RasterDraws.ToArray(builder.Build(1)).ShouldBe([(0, 2)]);
    }

    [Fact]
    public void Refuses_sizes_that_are_not_valid()
    {
        Should.Throw<ArgumentException>(() => new RasterBuilder(-1, 1 * ms)).Message.ShouldContain("got -1");
        Should.Throw<ArgumentException>(() => new RasterBuilder(1, -1 * ms)).Message.ShouldContain("got -1 ms");
        Should.Throw<ArgumentException>(() => new RasterBuilder(1, 1 * ms).Build(-2)).Message.ShouldContain("got -2");
    }

    private static bool Same(Raster a, Raster b) =>
        a.Steps.SequenceEqual(b.Steps)
        && a.Neurons.SequenceEqual(b.Neurons)
        && (a.NeuronCount, a.FirstStep, a.StepCount, a.Dt) == (b.NeuronCount, b.FirstStep, b.StepCount, b.Dt);
}
