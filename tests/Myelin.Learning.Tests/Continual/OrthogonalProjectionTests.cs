using Myelin.Data;
using Myelin.Learning.Continual;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Training.Algorithms;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.Tests.Continual;

public sealed class OrthogonalProjectionTests
{
    public static TheoryData<string> Algorithms => new("BPTT", "OTTT", "SLTT");

    // Whatever the algorithm, the gradient is that of traces less what the lateral neurons recall of them: G - G H^T H.
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Gradients_are_those_of_projected_traces(string name)
    {
        ILearningAlgorithm inner = name switch { "BPTT" => new Bptt(), "OTTT" => new Ottt(), _ => new Sltt() };
        Sequential model = Batches.Network();
        Dictionary<string, float[]> plain = Batches.Gradients(inner, model, () => Batches.Spikes(9, 6));
        var projection = new OrthogonalProjection(inner);
        projection.Keep(model, new RepeatedInput(4), new Halves(0), [2, 3], new KeepOptions { BatchSize = 10, Epochs = 3 });
        Dictionary<string, float[]> projected = Batches.Gradients(projection, model, () => Batches.Spikes(9, 6));
        foreach ((string parameter, Linear layer) in (IEnumerable<(string, Linear)>)[("0.weight", (Linear)model[0]), ("2.weight", (Linear)model[2])])
        {
            float[,] h = projection.Subspace(layer)!.Weights;
            int sources = h.GetLength(1);
            for (int o = 0; o < plain[parameter].Length / sources; o++)
            {
                for (int i = 0; i < sources; i++)
                {
                    double expected = plain[parameter][(o * sources) + i];
                    for (int n = 0; n < h.GetLength(0); n++)
                    {
                        for (int j = 0; j < sources; j++) expected -= (double)plain[parameter][(o * sources) + j] * h[n, j] * h[n, i];
                    }

                    projected[parameter][(o * sources) + i].ShouldBe((float)expected, 2e-6f * Math.Max(1, plain[parameter].Max(MathF.Abs)), $"{parameter}[{o}, {i}]");
                }
            }
        }

        projected["0.bias"].ShouldAllBe(g => g == 0);
        plain["0.bias"].ShouldContain(g => g != 0);
    }

    [Fact]
    public void What_was_learnt_from_inputs_that_are_kept_stays_as_it_is()
    {
        // The second task has inputs of its own beside those of the first, with other labels; three neurons leave nothing of the first unkept.
        float[] changes = [.. ((bool[])[false, true]).Select(keeps =>
        {
            var model = new Sequential(new Linear(6, 8, seed: 3), Batches.Neurons(), new TaskHeads(2, 8, 2, seed: 4));
            var projection = new OrthogonalProjection(new Bptt());
            var input = new RepeatedInput(4);
            void Learn(int task)
            {
                ((TaskHeads)model[2]).Task = task;
                new Trainer(model, new Sgd(model.Parameters.Select(p => p.Parameter), 0.5, momentum: 0.9), new StepCrossEntropy(), input) { Algorithm = projection }
                    .Fit(new Halves(task), null, new TrainingPlan { Epochs = 5, BatchSize = 10 });
            }

            Learn(0);
            float[] before = Drive((Linear)model[0]);
            if (keeps) projection.Keep(model, input, new Halves(0), [3], new KeepOptions { BatchSize = 10, Epochs = 400 })[0].ShouldBeGreaterThan(0.9999);
            projection.Tasks.ShouldBe(keeps ? 1 : 0);
            Learn(1);
            return Drive((Linear)model[0]).Zip(before, (after, was) => MathF.Abs(after - was)).Max();
        })];
        changes[0].ShouldBeGreaterThan(0.1f);
        changes[1].ShouldBeLessThan(changes[0] / 20);
    }

    [Fact]
    public void What_it_cannot_do_is_refused()
    {
        var projection = new OrthogonalProjection(new Ottt());
        projection.Name.ShouldBe("OTTT with HLOP");
        projection.Refusal(Batches.Network(), new StepCrossEntropy()).ShouldBeNull();
        projection.Refusal(new Sequential(new Linear(4, 3), new BatchNorm(3), Batches.Neurons()), new StepCrossEntropy())!.ShouldStartWith("OTTT cannot train the layer '1'");
        Should.Throw<ArgumentException>(() => projection.Keep(Batches.Network(), new RepeatedInput(2), new Halves(0), [1])).Message.ShouldStartWith("The model has 2 linear layers and needs as many numbers of lateral neurons, got 1.");
    }

    [Fact]
    public void Heads_of_other_tasks_get_no_gradient()
    {
        var heads = new TaskHeads(2, 6, 3, seed: 1) { Task = 1 };
        Dictionary<string, float[]> gradients = Batches.Gradients(new Bptt(), new Sequential(heads), () => Batches.Spikes(3, 6));
        gradients["0.weight0"].ShouldBeEmpty();
        gradients["0.weight1"].ShouldContain(g => g != 0);
        Should.Throw<ArgumentOutOfRangeException>(() => heads.Task = 2).Message.ShouldContain("There are heads for the tasks 0 to 1, got 2.");
    }

    // What the samples of the first task drive the neurons with.
    private static float[] Drive(Linear layer)
    {
        var task = new Halves(0);
        float[] samples = new float[task.Count * 6];
        for (int i = 0; i < task.Count; i++) task.Read(i, samples.AsSpan(i * 6, 6));
        float[] drive = layer.Forward(Tensor.From(samples, [task.Count, 6])).Values.ToArray();
        Tape.Current.Clear();
        return drive;
    }

    // The label is which of two inputs is larger. The second task shows, beside its own, those of the first the other way round.
    private sealed class Halves(int half) : IDataset
    {
        public string Name => "halves";

        public int Count => 40;

        public IReadOnlyList<int> SampleShape => [6];

        public int Classes => 2;

        public void Read(int index, Span<float> sample)
        {
            sample.Clear();
            sample[(3 * half) + (index % 2)] = 1;
            sample[2] = 0.5f;
            if (half == 0) sample[1 - (index % 2)] = index / 2 * 0.02f;
            else sample[1 - (index % 2)] = 0.6f + (index / 2 * 0.01f);
        }

        public int Label(int index) => index % 2;
    }
}
