using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Encoding;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Chips;

/// <summary>A network is chosen for a budget of cores, mapped, and learns a class that it has never seen on the chip.</summary>
public sealed class EdgeMappingExperiment : Experiment
{
    private const int Pixels = 14 * 14, Known = 9, New = 9;

    // Spikes per step that the new neuron should have for its digit, with the teacher's help.
    private const double Wanted = 0.8;

    private static readonly int[] candidates = [32, 128, 400, 800];

    private static readonly Claim latency = Claim.AtMost("time of a digit on the chip", 50, "ms"), energy = Claim.AtMost("energy of a digit", 15, "mJ");

    /// <summary>Cores that may be used.</summary>
    [Parameter("number of cores that may be used")]
    [Between(1, 1000)]
    public int Budget { get; init; } = 2;

    /// <summary>Training samples.</summary>
    [Parameter("number of training samples of the nine known classes", Quick = 600)]
    [Between(100, 60_000)]
    public int Samples { get; init; } = 10_000;

    /// <summary>How often every training sample is seen.</summary>
    [Parameter("how often every training sample is seen", Quick = 2)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 5;

    /// <summary>Samples learnt on the chip.</summary>
    [Parameter("number of samples shown while the chip learns, half of them of the new class", Quick = 60)]
    [Between(10, 20_000)]
    public int Learnt { get; init; } = 4000;

    /// <summary>Test samples.</summary>
    [Parameter("number of test samples of all ten classes", Quick = 80)]
    [Between(10, 10_000)]
    public int Tested { get; init; } = 1000;

    /// <summary>Steps of a sample.</summary>
    [Parameter("number of steps that a sample is shown for")]
    [Between(1, 1000)]
    public int Steps { get; init; } = 20;

    /// <summary>Whether digits are drawn by a program.</summary>
    [Parameter("digits that a program draws in place of MNIST", Quick = true)]
    public bool Synthetic { get; init; }

    /// <inheritdoc/>
    public override string Id => "edge-mapping";

    /// <inheritdoc/>
    public override string Title => "Chosen for a budget, learning on the chip";

    /// <inheritdoc/>
    public override string Summary =>
        "Networks of several sizes are trained on nine of ten digits and mapped to a Loihi-class chip; the best that keeps a budget of cores is run there. A neuron for the tenth digit then learns on the chip, in its words, from hidden spikes: " +
        "eligibility of synapses that spiked before the neuron, made weight by what it fired too little or too much. The paper's processor, tasks and learning rule are others; its bounds on time and energy are held.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "R. V. W. Putra, P. Wickramasinghe, M. Shafique", 2025, "Enabling efficient processing of spiking neural networks with on-chip learning on commodity neuromorphic processors for edge AI systems", "arXiv:2504.00957");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [latency, energy];

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Synthetic ? [] : [MnistFolder.Need];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(1000, 200_000, 400_000_000, (candidates.Length * Samples * (double)Epochs / 5000) + ((Learnt + (2 * Tested)) * 3e-3), "5,000 training samples and 300 samples on the chip a second");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IDataset training, IDataset test) = Read(context);
        var known = new Subset(training, Enumerable.Range(0, training.Count).Where(i => training.Label(i) != New).Take(Samples));
        Subset order = InOrder(training, test);
        var table = new Table("Networks", $"Trained on {known.Count} digits of nine classes; a budget of {Budget} cores.", "hidden neurons", "accuracy, nine classes [%]", "cores", "synapses", "keeps the budget");
        (Sequential Model, double Accuracy, int Hidden) best = (null!, -1, 0);
        using (Phase phase = context.Phase("Choosing", "chooseSeconds"))
        {
            for (int i = 0; i < candidates.Length; i++)
            {
                (Sequential model, double accuracy) = Train(context, candidates[i], known, test);
                ChipMapping mapping = ChipCatalogue.Get("loihi").Map(WithNew(model).Network, NetworkLowering.StepOf(model));
                bool keeps = mapping.Fits && mapping.Cores.Count <= Budget;
                table.Add(candidates[i], 100 * accuracy, mapping.Cores.Count, mapping.Synapses, keeps ? "yes" : "no");
                if (keeps && accuracy > best.Accuracy) best = (model, accuracy, candidates[i]);
                phase.Report((i + 1.0) / candidates.Length, $"{candidates[i]} hidden neurons");
            }
        }

        context.Table(table);
        if (best.Model is null)
        {
            context.Text("Nothing fits", $"No network keeps the budget of {Budget} cores.");
            return;
        }

        context.Result("hidden neurons chosen", best.Hidden);
        LearnOnChip(context, best.Model, order);
    }

    private void LearnOnChip(ExperimentContext context, Sequential model, Subset order)
    {
        using Phase phase = context.Phase("On the chip", "chipSeconds");
        Time dt = NetworkLowering.StepOf(model);
        (Network network, Population fresh, Projection learnt, Drive teacher) = WithNew(model);
        var samples = new ShownSamples(order, new EncodedInput(new BernoulliCode(), Steps), Steps, dt);
        samples.Drive(network, network.Populations[0]);
        Population[] answers = [network.Populations[^2], fresh];
        using var run = new ChipRun(ChipCatalogue.Get("loihi").Map(network, dt), r => r.Counts(), new ChipRunOptions { Threads = 1, Cancellation = context.Cancellation });
        run.Simulator.Freeze(learnt);
        int[,] before = samples.Show(run.Simulator, answers, 0, Tested);
        run.Simulator.Thaw(learnt);
        TimeSpan startTime = run.ChipTime;
        double startEnergy = run.Energy.Total;

        // A teacher makes the neuron fire for its digit, so that there is something to reward; the reward is what it fired too little, or too much.
        samples.Show(
            run.Simulator, answers, Tested, Learnt,
            s => run.Simulator.Steer(teacher, [samples.Labels[s] == New ? 0.6 : 0]),
            (s, counts) =>
            {
                double wanted = samples.Labels[s] == New ? Wanted * Steps : 0;
                run.Simulator.SetFactor(learnt, (wanted - counts[^1]) / Steps);
                phase.Report((double)(s - Tested) / Learnt, $"digit {s - Tested}");
            });
        run.Simulator.Steer(teacher, [0]);
        double milliseconds = (run.ChipTime - startTime).TotalMilliseconds / Learnt, millijoules = (run.Energy.Total - startEnergy) * 1e-6 / Learnt;
        run.Simulator.Freeze(learnt);
        int[,] after = samples.Show(run.Simulator, answers, Tested + Learnt, Tested);
        Report(context, samples, before, after, milliseconds, millijoules);
    }

    private void Report(ExperimentContext context, ShownSamples samples, int[,] before, int[,] after, double milliseconds, double millijoules)
    {
        int second = Tested + Learnt;
        var table = new Table("Before and after learning", $"{Tested} test digits each; the new class is the digit nine.", "classes", "before [%]", "after [%]");
        table.Add("nine known", 100 * samples.Accuracy(before, 0, l => l != New), 100 * samples.Accuracy(after, second, l => l != New));
        table.Add("the new one", 100 * samples.Accuracy(before, 0, l => l == New), 100 * samples.Accuracy(after, second, l => l == New));
        table.Add("all ten", 100 * samples.Accuracy(before), 100 * samples.Accuracy(after, second));
        context.Table(table);
        context.Result("accuracy on the new class after learning", 100 * samples.Accuracy(after, second, l => l == New), "%");
        context.Result("accuracy on known classes before learning", 100 * samples.Accuracy(before, 0, l => l != New), "%");
        context.Result("accuracy on known classes after learning", 100 * samples.Accuracy(after, second, l => l != New), "%");
        context.Result("time of a digit while learning", milliseconds, "ms");
        context.Result("energy of a digit while learning", millijoules, "mJ");
        context.Claim(latency, milliseconds);
        context.Claim(energy, millijoules);
        double[] Classes(int[,] counts, int first) => [.. Enumerable.Range(0, Known + 1).Select(c => 100 * samples.Accuracy(counts, first, l => l == c))];
        context.Figure(new BarFigure(
            "Every class", "Test accuracy before and after the new digit was learnt on the chip.", "class", [.. Enumerable.Range(0, Known + 1).Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture))], "accuracy [%]",
            new Bars("before", Classes(before, 0)), new Bars("after", Classes(after, second))));
    }

    // Test digits, then those to learn from, half of them new, then the test digits again.
    private Subset InOrder(IDataset training, IDataset test)
    {
        int[] fresh = [.. Enumerable.Range(0, training.Count).Where(i => training.Label(i) == New).Take(Learnt / 2)];
        int[] others = [.. Enumerable.Range(0, training.Count).Where(i => training.Label(i) != New).Take(Learnt - fresh.Length)];
        var learnt = new List<int>();
        for (int i = 0; learnt.Count < Learnt; i++) learnt.Add(i % 2 == 0 ? fresh[i / 2 % fresh.Length] : others[i / 2 % others.Length]);
        int[] tests = [.. Enumerable.Range(0, Tested).Select(i => i % test.Count)];
        return new Subset(new Joined(test, training), [.. tests, .. learnt.Select(i => test.Count + i), .. tests]);
    }

    private (IDataset Training, IDataset Test) Read(ExperimentContext context)
    {
        if (Synthetic) return (new SmallImages(new SyntheticDigits(2_000, context.Seed)), new SmallImages(new SyntheticDigits(500, context.Seed + 1)));
        var folder = new DataFolder(context.DataPath("."));
        return (new SmallImages(Mnist.Load(folder, Split.Train)), new SmallImages(Mnist.Load(folder, Split.Test)));
    }

    private (Sequential Model, double Accuracy) Train(ExperimentContext context, int hidden, Subset known, IDataset test)
    {
        var model = new Sequential(
            new Linear(Pixels, hidden, bias: false, seed: context.Seed), new Spiking<Arctangent<Two>>(Neurons), new Linear(hidden, Known, bias: false, seed: context.Seed + 1), new Spiking<Arctangent<Two>>(Neurons));
        var trainer = new Trainer(model, new AdamW(model.Parameters.Select(p => p.Parameter), 3e-3, weightDecay: 1e-4), new CountCrossEntropy(), new EncodedInput(new BernoulliCode(), Steps));
        trainer.Fit(known, null, new TrainingPlan { Epochs = Epochs, BatchSize = 128, Seed = context.Seed }, context.Cancellation);
        return (model, trainer.Evaluate(new Subset(test, Enumerable.Range(0, test.Count).Where(i => test.Label(i) != New))).Accuracy);
    }

    private static (Network Network, Population Fresh, Projection Learnt, Drive Teacher) WithNew(Sequential model)
    {
        Network network = model.ToNetwork([Pixels]);
        Population hidden = network.Populations[^2], fresh = network.Population("new", 1, Neurons);
        Drive teacher = network.Drive(fresh, Steered());
        Projection learnt = network.Connect(hidden, fresh, AllToAll(), 0.0, delay: NetworkLowering.StepOf(model));
        network.Learn(learnt, new Mstdpet { MinWeight = -1, MaxWeight = 1, Nu = 0.1, AMinus = 0, TauPlus = 5 * ms, TauE = 20 * ms }, DelayPlace.Axon);
        return (network, fresh, learnt, teacher);
    }

    private static Leaky Neurons => new() { Beta = 0.9, Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep };
}
