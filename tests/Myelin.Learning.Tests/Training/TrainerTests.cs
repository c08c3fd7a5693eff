using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values.Surrogates;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private const int Steps = 6;

    private readonly string folder = Directory.CreateTempSubdirectory("myelin").FullName;

    public void Dispose()
    {
        Workers.Threads = Environment.ProcessorCount;
        Tape.Current.Clear();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Training_learns()
    {
        (Trainer trainer, _) = Make();
        IReadOnlyList<EpochRecord> history = trainer.Fit(new YinYang(512, seed: 1), new YinYang(256, seed: 2), new TrainingPlan { Epochs = 12, BatchSize = 32 });
        history.Count.ShouldBe(12);
        history[^1].Loss.ShouldBeLessThan(history[0].Loss);
        history[^1].ValidationAccuracy.ShouldBeGreaterThan(0.6);
        history[^1].SpikesPerNeuron[0].ShouldBeInRange(0.01, Steps);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_number_of_threads_changes_no_bit(int threads)
    {
        Workers.Threads = 2;
        float[] two = Trained(new TrainingPlan { Epochs = 2, BatchSize = 50 });
        Workers.Threads = threads;
        Trained(new TrainingPlan { Epochs = 2, BatchSize = 50 }).ShouldBe(two);
    }

    [Fact]
    public void A_training_that_was_cancelled_goes_on_to_the_last_bit()
    {
        var plan = new TrainingPlan { Epochs = 3, BatchSize = 40, Folder = folder };
        float[] whole = Trained(plan with { Folder = null });
        using var cancellation = new CancellationTokenSource();
        (Trainer trainer, _) = Make(new CancelAt(cancellation, epoch: 2, batch: 3));
        Should.Throw<OperationCanceledException>(() => trainer.Fit(new YinYang(256, seed: 1), null, plan, cancellation.Token));
        (Trainer resumed, Module model) = Make();
        IReadOnlyList<EpochRecord> history = resumed.Fit(new YinYang(256, seed: 1), null, plan with { Resume = true });
        history.Select(h => h.Epoch).ShouldBe([1, 2, 3]);
        WeightsOf(model).ShouldBe(whole);
    }

    [Fact]
    public void Accumulated_batches_are_one_large_batch()
    {
        float[] large = Trained(new TrainingPlan { Epochs = 1, BatchSize = 64 }), small = Trained(new TrainingPlan { Epochs = 1, BatchSize = 32, Accumulate = 2 });
        for (int i = 0; i < large.Length; i++) small[i].ShouldBe(large[i], 1e-4f);
    }

    [Fact]
    public void A_loss_that_is_not_finite_names_the_layer()
    {
        (Trainer trainer, Module model) = Make();
        model.Parameters.Single(p => p.Name == "2.weight").Parameter.Values[3] = float.NaN;
        Should.Throw<TrainingException>(() => trainer.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { Epochs = 1 }))
            .Message.ShouldStartWith("The loss is NaN in epoch 1, batch 1; the first number that is not finite is in 2 (Linear).");
    }

    [Fact]
    public void Truncated_in_one_part_is_not_truncated()
    {
        float[] whole = Trained(new TrainingPlan { Epochs = 1, BatchSize = 64 }), part = Trained(new TrainingPlan { Epochs = 1, BatchSize = 64 }, new TruncatedBptt(Steps));
        part.ShouldBe(whole);
        Trained(new TrainingPlan { Epochs = 1, BatchSize = 64 }, new TruncatedBptt(2)).ShouldNotBe(whole);
    }

    [Fact]
    public void Truncated_needs_the_memory_of_a_part()
    {
        static long Peak(int steps)
        {
            (Trainer trainer, _) = Make(algorithm: new TruncatedBptt(2), steps: steps);
            Tape.Current.Clear();
            Tape.Current.ResetPeak();
            trainer.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { Epochs = 1, BatchSize = 64 });
            return Tape.Current.PeakBytes;
        }

        Peak(32).ShouldBe(Peak(4));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(2)]
    public void Spikes_are_counted_over_all_parts_and_in_recurrent_layers(int part)
    {
        var model = new Sequential(new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.9, Threshold = 0.5 }, neurons: 4, seed: 3));
        var spiking = (Spiking)model.Children[0];
        model.CarryState(true);
        model.ResetState();
        Tensor input = Tensor.Empty([Steps, 5, 4]);
        for (int i = 0; i < input.Values.Length; i++) input.Values[i] = i % 7 * 0.2f;
        double counted = 0;
        for (int first = 0; first < Steps; first += part)
        {
            foreach (float spike in model.Forward(input.Steps(first, part)).Values) counted += spike;
        }

        counted.ShouldBeGreaterThan(0);
        spiking.SpikesPerNeuron.ShouldBe(counted / 4, 1e-9);
    }

    [Fact]
    public void Patience_ends_training()
    {
        (Trainer trainer, _) = Make(rate: 0);
        trainer.Fit(new YinYang(64, seed: 1), new YinYang(64, seed: 2), new TrainingPlan { Epochs = 10, Patience = 2 }).Count.ShouldBe(3);
    }

    [Fact]
    public void Resuming_without_a_checkpoint_says_so()
    {
        (Trainer trainer, _) = Make();
        Should.Throw<TrainingException>(() => trainer.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { Folder = folder, Resume = true }))
            .Message.ShouldContain("no checkpoint to resume from");
    }

    [Fact]
    public void A_checkpoint_of_another_model_says_which_parameter_differs()
    {
        (Trainer trainer, _) = Make();
        trainer.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { Epochs = 1, Folder = folder });
        (Trainer other, _) = Make(hidden: 17);
        Should.Throw<InvalidDataException>(() => other.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { Epochs = 2, Folder = folder, Resume = true }))
            .Message.ShouldContain("the parameter '0.weight' has the shape [24, 4] there and [17, 4] here");
    }

    [Fact]
    public void An_iteration_allocates_nothing()
    {
        (_, Module model) = Make();
        var loss = new StepCrossEntropy();
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter));
        float[] x = new float[32 * 4];
        Shape shape = [32, 4]; // Outside of the loop: a span of constants allocates where the compiler does not optimise.
        Targets targets = Targets.Of(new int[32]);
        Iterate(5);

        // Other tests set the number of threads meanwhile, and handing work to a pool of threads may allocate.
        Allocation.Least(() =>
        {
            Workers.Threads = 1;
            Iterate(10);
        }).ShouldBe(0);

        void Iterate(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Tape.Current.Clear();
                model.ResetState(i);
                optimiser.ZeroGradient();
                Tensor output = model.Forward(Tensor.From(x, shape).RepeatOverTime(Steps));
                Tape.Current.Backward(loss.Of(output, targets));
                optimiser.Step();
            }
        }
    }

    [Fact]
    public void Plans_that_make_no_sense_are_refused()
    {
        (Trainer trainer, _) = Make();
        Should.Throw<ArgumentException>(() => trainer.Fit(new YinYang(64, seed: 1), null, new TrainingPlan { BatchSize = 0 })).Message.ShouldBe("The batch size must be at least 1, got 0.");
        Should.Throw<TrainingException>(() => Trained(new TrainingPlan(), new TruncatedBptt(0))).Message.ShouldBe("Truncated BPTT needs parts of at least 1 step, got 0.");
    }

    private static float[] Trained(TrainingPlan plan, ILearningAlgorithm? algorithm = null)
    {
        (Trainer trainer, Module model) = Make(algorithm: algorithm);
        trainer.Fit(new YinYang(256, seed: 1), null, plan);
        return WeightsOf(model);
    }

    private static float[] WeightsOf(Module model) => [.. model.Parameters.SelectMany(p => p.Parameter.Values.ToArray())];

    private static (Trainer Trainer, Module Model) Make(ITrainingProgress? progress = null, double rate = 0.01, int hidden = 24, ILearningAlgorithm? algorithm = null, int steps = Steps)
    {
        var model = new Sequential(
            new Linear(4, hidden, seed: 1),
            new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.9, Threshold = 0.5 }),
            new Linear(hidden, 3, seed: 2),
            new Spiking<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.9 }) { Reads = "U" });
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter), rate);
        return (new Trainer(model, optimiser, new StepCrossEntropy(), new RepeatedInput(steps)) { Progress = progress, Algorithm = algorithm ?? new Bptt() }, model);
    }

    private sealed class CancelAt(CancellationTokenSource source, int epoch, int batch) : ITrainingProgress
    {
        public void OnBatch(in BatchProgress at)
        {
            if (at.Epoch == epoch && at.Batch == batch) source.Cancel();
        }

        public void OnEpoch(EpochRecord record)
        {
        }
    }
}
