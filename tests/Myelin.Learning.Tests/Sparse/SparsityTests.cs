using Myelin.Data.Generated;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Sparse;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Sparse;

public sealed class SparsityTests : IDisposable
{
    public static TheoryData<string> Kinds => ["magnitude", "global", "activity", "set", "rigl"];

    public void Dispose() => Tape.Current.Clear();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Left_out_weights_stay_exactly_zero_through_training_and_have_no_synapses(string kind)
    {
        Sequential model = Model();
        Sparsifier sparsifier = Make(kind, model);
        var trainer = new Trainer(model, new AdamW(Weights(model).Select(w => w.Parameter), 0.01, weightDecay: 0.1), new StepCrossEntropy(), new RepeatedInput(4)) { Sparsity = sparsifier };
        IReadOnlyList<EpochRecord> history = trainer.Fit(new YinYang(400, seed: 1), null, new TrainingPlan { Epochs = 4, BatchSize = 20 });
        history[^1].Loss.ShouldBeLessThan(history[0].Loss);
        sparsifier.Sparsity.ShouldBe(0.75, 0.005);

        // A weight that has just come back may still be 0.
        long kept = 0;
        foreach (WeightMask mask in sparsifier.Masks)
        {
            for (int i = 0; i < mask.Keeps.Length; i++)
            {
                if (!mask.Keeps[i]) mask.Weights.Values[i].ShouldBe(0);
                else if (mask.Weights.Values[i] != 0) kept++;
            }

            if (kind != "global") mask.Sparsity.ShouldBe(0.75, 0.01);
        }

        model.ToNetwork([4]).Projections.Sum(p => p.ExpectedSynapses).ShouldBe(kept);
        kept.ShouldBeInRange(60, 70);
    }

    [Fact]
    public void The_smallest_weights_of_a_layer_or_of_all_go()
    {
        var a = new Parameter("a", [2, 2]);
        var b = new Parameter("b", [2, 2]);
        float[] small = [0.1f, -0.4f, 0.2f, 0.3f], large = [1, -2, 3, -0.25f];
        small.CopyTo(a.Values);
        large.CopyTo(b.Values);
        Sparsifier each = new Pruning([("a", a), ("b", b)], SparsitySchedule.Once(0.5));
        each.BeforeStep(0);
        each.Masks[0].Keeps.ToArray().ShouldBe([false, true, false, true]);
        each.Masks[1].Keeps.ToArray().ShouldBe([false, true, true, false]);
        Sparsifier all = new Pruning([("a", a), ("b", b)], SparsitySchedule.Once(0.5)) { IsGlobal = true };
        all.BeforeStep(0);
        all.Masks[0].Keeps.ToArray().ShouldBe([false, true, false, false]);
        all.Masks[1].Keeps.ToArray().ShouldBe([true, true, true, false]);
        all.AfterStep();
        a.Values.ToArray().ShouldBe([0, -0.4f, 0, 0]);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void A_network_has_the_synapses_that_are_left(double sparsity)
    {
        Sequential model = Model();
        var pruning = new Pruning(Weights(model), SparsitySchedule.Once(sparsity));
        pruning.BeforeStep(0);
        pruning.AfterStep();
        model.ToNetwork([4]).Projections.Sum(p => p.ExpectedSynapses).ShouldBe(pruning.Masks.Sum(m => m.Kept));
    }

    [Fact]
    public void Synapses_of_silent_neurons_go_first()
    {
        var source = new Spiking<Arctangent<Two>>(new If());
        var layer = new Linear(4, 2, bias: false);
        float[] weights = [1, 2, 3, 4, 4, 3, 2, 1];
        weights.CopyTo(layer.Weight.Values);
        var importance = new PresynapticActivity((layer.Weight, source));
        source.Forward(Tensor.From([1, 0, 0, 1, 1, 0, 1, 0], [2, 1, 4]));
        var pruning = new Pruning([("weight", layer.Weight)], SparsitySchedule.Once(0.5, step: 1), importance);
        pruning.BeforeStep(0);
        pruning.AfterStep();
        importance.Rates(layer.Weight).ToArray().ShouldBe([1, 0, 0.5f, 0.5f]);
        pruning.BeforeStep(1);

        // Scores: 1 0 1.5 2 | 4 0 1 0.5.
        pruning.Masks[0].Keeps.ToArray().ShouldBe([true, false, true, true, true, false, false, false]);
        source.Forward(Tensor.Zeros([1, 1, 6]));
        Should.Throw<ArgumentException>(pruning.AfterStep).Message.ShouldContain("weights of 4 inputs carry spikes of neither its channels nor its neurons");
    }

    [Fact]
    public void Channels_have_rates_too()
    {
        var source = new Spiking<Arctangent<Two>>(new If());
        var layer = new Convolution2d(2, 1, 1);
        source.Forward(Tensor.From([1, 1, 0, 1, 0, 0, 0, 1], [1, 1, 2, 2, 2]));
        var importance = new PresynapticActivity((layer.Weight, source));
        importance.Observe();
        importance.Rates(layer.Weight).ToArray().ShouldBe([0.75f, 0.25f]);
    }

    [Fact]
    public void A_schedule_leaves_out_much_at_first_and_the_target_in_the_end()
    {
        var schedule = new SparsitySchedule(0.8, 10, 20, 5);
        schedule.At(9).ShouldBe(0);
        schedule.At(15).ShouldBe(0.8 * (1 - 0.125), 1e-12);
        schedule.At(20).ShouldBe(0.8);
        schedule.At(1000).ShouldBe(0.8);
        Enumerable.Range(0, 30).Where(s => schedule.IsDue(s)).ShouldBe([10, 15, 20]);
        Should.Throw<ArgumentOutOfRangeException>(() => new SparsitySchedule(1, 0, 1)).Message.ShouldContain("at least 0 and less than 1, got 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new SparsitySchedule(0.5, 5, 1)).Message.ShouldContain("got 5 to 1 every 1");
    }

    [Fact]
    public void Drop_and_grow_keeps_the_number_of_weights_and_grows_by_the_gradient()
    {
        var weight = new Parameter("w", [1, 10]);
        weight.Values.Fill(1);
        var sparse = new DynamicSparse([("w", weight)], 0.5) { Every = 2, Exchanged = 0.4 };
        bool[] before = sparse.Masks[0].Keeps.ToArray();
        before.Count(k => k).ShouldBe(5);
        int[] kept = [.. Enumerable.Range(0, 10).Where(i => before[i])], left = [.. Enumerable.Range(0, 10).Where(i => !before[i])];
        for (int i = 0; i < 5; i++) weight.Values[kept[i]] = i + 1;

        // A loss whose gradient is the place among those left out.
        Tensor factors = Tensor.Zeros([1, 10]);
        for (int i = 0; i < 5; i++) factors.Values[left[i]] = i + 1;
        Tape.Current.Backward((weight.Tensor * factors).Sum());
        sparse.BeforeStep(1);
        sparse.Masks[0].Keeps.ToArray().ShouldBe(before);
        weight.ZeroGradient();
        Tape.Current.Backward((weight.Tensor * factors).Sum());
        sparse.BeforeStep(2);
        int[] expected = [.. kept[2..], left[3], left[4]];
        Enumerable.Range(0, 10).Where(i => sparse.Masks[0].Keeps[i]).ShouldBe(expected.Order());
        weight.Gradient[left[4]].ShouldBe(5);
        weight.Gradient[left[0]].ShouldBe(0);
    }

    [Fact]
    public void A_target_that_leaves_an_empty_layer_is_refused_in_one_sentence()
    {
        Sequential model = Model();
        Should.Throw<InvalidOperationException>(() => new DynamicSparse(Weights(model), 0.999)).Message
            .ShouldBe("A sparsity of 0.999 leaves no weight of 0.weight [40, 4], so nothing would pass it; a layer of its size can have at most 0.99375, and pruning within each layer leaves every layer its part.");
        var each = new Pruning(Weights(model), SparsitySchedule.Once(0.999));
        Should.Throw<InvalidOperationException>(() => each.BeforeStep(0)).Message.ShouldStartWith("A sparsity of 0.999 leaves no weight of 0.weight [40, 4]");
        each.Sparsity.ShouldBe(0);
        foreach (ref float value in ((Linear)model[0]).Weight.Values) value *= 1e-3f;
        var all = new Pruning(Weights(model), SparsitySchedule.Once(0.9)) { IsGlobal = true };
        Should.Throw<InvalidOperationException>(() => all.BeforeStep(0)).Message.ShouldStartWith("A sparsity of 0.9 leaves no weight of 0.weight");
    }

    [Fact]
    public void A_resumed_training_goes_on_with_the_weights_that_were_left()
    {
        string folder = Directory.CreateTempSubdirectory("myelin").FullName;
        try
        {
            float[] Train(int epochs, bool resume, string? to)
            {
                Sequential model = Model();
                var trainer = new Trainer(model, new Adam(model.Parameters.Select(p => p.Parameter), 0.01), new StepCrossEntropy(), new RepeatedInput(4))
                {
                    Sparsity = new Pruning(Weights(model), new SparsitySchedule(0.75, 2, 12, 2)),
                };
                trainer.Fit(new YinYang(200, seed: 1), null, new TrainingPlan { Epochs = epochs, BatchSize = 20, Folder = to, Resume = resume });
                return [.. model.Parameters.SelectMany(p => p.Parameter.Values.ToArray())];
            }

            float[] whole = Train(4, false, null);
            Train(2, false, folder);
            Train(4, true, folder).ShouldBe(whole);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Sequential Model() => new(
        new Linear(4, 40, seed: 1), new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }), new Linear(40, 3, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });

    private static IEnumerable<(string Name, Parameter Parameter)> Weights(Sequential model) => model.Parameters.Where(p => p.Parameter.Name == "weight");

    private static Sparsifier Make(string kind, Sequential model)
    {
        var schedule = new SparsitySchedule(0.75, 10, 40, 5);
        return kind switch
        {
            "magnitude" => new Pruning(Weights(model), schedule),
            "global" => new Pruning(Weights(model), schedule) { IsGlobal = true },
            "activity" => new Pruning(Weights(model), schedule, new PresynapticActivity((((Linear)model[2]).Weight, (Spiking)model[1]))),
            "set" => new DynamicSparse(Weights(model), 0.75, new RandomGrowth()) { Every = 10, End = 60 },
            _ => new DynamicSparse(Weights(model), 0.75) { Every = 10, End = 60 },
        };
    }
}
