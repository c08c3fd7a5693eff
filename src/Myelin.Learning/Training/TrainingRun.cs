using System.Diagnostics;
using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.TensorBoard;

namespace Myelin.Learning.Training;

/// <summary>One training from its first or its resumed batch to its end.</summary>
internal sealed class TrainingRun
{
    private readonly Trainer trainer;
    private readonly Optimiser optimiser;
    private readonly TrainingPlan plan;
    private readonly int batches;
    private readonly List<EpochRecord> history = [];
    private readonly SpikeTally tally;
    private readonly TrainingStore? store;
    private double lossSum;
    private long seen;
    private long correct;
    private long steps;
    private int epoch;
    private int firstBatch;
    private int accumulated;

    public TrainingRun(Trainer trainer, Optimiser optimiser, TrainingPlan plan, int batches)
    {
        this.trainer = trainer;
        this.optimiser = optimiser;
        this.plan = plan;
        this.batches = batches;
        tally = new SpikeTally(trainer.Model);
        store = plan.Folder is null ? null : new TrainingStore(plan.Folder, plan.Seed, trainer.Model, optimiser);
    }

    public IReadOnlyList<EpochRecord> Go(DataLoader loader, IDataset? validation, CancellationToken cancellation)
    {
        trainer.Model.Train();
        if (plan.Resume) Resume();
        using EventWriter? events = plan.Folder is null ? null : new EventWriter(plan.Folder);
        for (; epoch < plan.Epochs; epoch++)
        {
            double seconds = Epoch(loader, cancellation);
            Evaluation? judged = validation is null ? null : trainer.Evaluate(validation, plan.BatchSize);
            var record = new EpochRecord(
                epoch + 1,
                lossSum / Math.Max(1, seen),
                (double)correct / Math.Max(1, seen),
                judged?.Loss ?? double.NaN,
                judged?.Accuracy ?? double.NaN,
                optimiser.LearningRate,
                tally.PerNeuron,
                seconds,
                seen / Math.Max(1e-9, seconds));
            history.Add(record);
            trainer.Progress?.OnEpoch(record);
            Report(events, record);
            (lossSum, seen, correct, firstBatch) = (0, 0, 0, 0);
            tally.Clear();
            store?.SaveLast(State(epoch + 1, 0));
            if (history.Count == history.FindIndex(h => h.ValidationAccuracy >= history.Max(other => other.ValidationAccuracy)) + 1) store?.SaveBest(State(epoch + 1, 0));
            if (IsExhausted()) break;
        }

        return history;
    }

    private double Epoch(DataLoader loader, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        foreach (Batch batch in loader.Epoch(epoch, firstBatch))
        {
            Learn(batch);
            double elapsed = clock.Elapsed.TotalSeconds;
            trainer.Progress?.OnBatch(new BatchProgress(
                epoch + 1, plan.Epochs, batch.Number + 1, batches, lossSum / seen, (double)correct / seen, tally.Mean, seen / Math.Max(1e-9, elapsed)));
            if (!cancellation.IsCancellationRequested || accumulated > 0) continue;
            store?.SaveLast(State(epoch, batch.Number + 1));
            cancellation.ThrowIfCancellationRequested();
        }

        Tape.Current.Clear();
        return clock.Elapsed.TotalSeconds;
    }

    private void Learn(Batch batch)
    {
        if (accumulated == 0) optimiser.ZeroGradient();
        long iteration = ((long)epoch * batches) + batch.Number;
        StepResult result = trainer.Learn(batch, iteration, 1f / plan.Accumulate);
        if (!double.IsFinite(result.Loss))
        {
            string where = Tape.Current.FirstNotFinite() is { } layer ? $"; the first number that is not finite is in {layer}" : "";
            throw new TrainingException($"The loss is {result.Loss} in epoch {epoch + 1}, batch {batch.Number + 1}{where}. A lower learning rate or gradient clipping may help.");
        }

        lossSum += result.Loss * batch.Count;
        seen += batch.Count;
        correct += result.Correct;
        tally.Add(batch.Count);
        accumulated++;
        if (accumulated < plan.Accumulate && batch.Number + 1 < batches) return;
        accumulated = 0;
        if (trainer.Schedule is { } schedule) optimiser.Follow(schedule, steps);
        trainer.Sparsity?.BeforeStep(steps);
        trainer.Clip?.Apply(optimiser);
        optimiser.Step();
        trainer.Sparsity?.AfterStep();
        steps++;
    }

    private TrainingState State(int atEpoch, int atBatch) => new(atEpoch, atBatch, steps, lossSum, seen, correct, tally.Sums, history);

    private void Resume()
    {
        TrainingState state = store!.Load();
        trainer.Sparsity?.Resume();
        (epoch, firstBatch, steps, lossSum, seen, correct) = (state.Epoch, state.Batch, state.Steps, state.LossSum, state.Seen, state.Correct);
        tally.Restore(state.SpikeSums, seen);
        history.AddRange(state.History);
    }

    private static void Report(EventWriter? events, EpochRecord record)
    {
        if (events is null) return;
        events.Scalar("loss/training", record.Loss, record.Epoch);
        events.Scalar("accuracy/training", record.Accuracy, record.Epoch);
        if (!double.IsNaN(record.ValidationLoss)) events.Scalar("loss/validation", record.ValidationLoss, record.Epoch);
        if (!double.IsNaN(record.ValidationAccuracy)) events.Scalar("accuracy/validation", record.ValidationAccuracy, record.Epoch);
        events.Scalar("learning rate", record.LearningRate, record.Epoch);
        events.Scalar("samples per second", record.SamplesPerSecond, record.Epoch);
        for (int i = 0; i < record.SpikesPerNeuron.Count; i++) events.Scalar($"spikes per neuron/layer {i + 1}", record.SpikesPerNeuron[i], record.Epoch);
        events.Flush();
    }

    private bool IsExhausted()
    {
        if (plan.Patience is not { } patience || history.Count <= patience) return false;
        double best = history.Take(history.Count - patience).Max(h => h.ValidationAccuracy);
        return history.TakeLast(patience).All(h => h.ValidationAccuracy <= best);
    }
}
