using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Architectures;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Norms;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Depth;

/// <summary>Batch normalisation of membrane potentials: with it, without it, and folded into thresholds.</summary>
public sealed class MpbnExperiment : ImageComparison
{
    private const int Compared = 1000;
    private const int BatchLength = 100;

    private static readonly Claim gain = Claim.AtLeast("test accuracy with MPBN less that without", 0, "%");
    private static readonly Claim changed = Claim.AtMost("spikes that folding into thresholds changes", 0);

    /// <inheritdoc/>
    public override int Images { get; init; } = 10_000;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 4;

    /// <inheritdoc/>
    public override string Id => "mpbn";

    /// <inheritdoc/>
    public override string Title => "Batch normalisation of membrane potentials";

    /// <inheritdoc/>
    public override string Summary =>
        "A plain convolutional network with batch normalisation behind its convolutions is trained on images of clothes, once as it is and once with another norm of the membrane potential before the " +
        "threshold test. The second norm then becomes a threshold for every channel, and every spike of the folded network is compared with those before. The paper's accuracies are those of deeper networks on " +
        "other images, so only the sign of the gain is a claim here.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "Y. Guo, Y. Zhang, Y. Chen, W. Peng, X. Liu, L. Zhang, X. Huang, Z. Ma", 2023, "Membrane potential batch normalization for spiking neural networks",
        "International Conference on Computer Vision, 19420-19430; arXiv:2308.08359");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [changed, gain];

    /// <inheritdoc/>
    protected override bool IsFashion => true;

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, 10 + (Images * (double)Epochs * Steps / 700), "about 700 image steps per second for both networks on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        (IDataset training, IDataset test) = Read(context);
        var input = new RepeatedInput(Steps);
        Sequential plain = Network(context.Seed, c => new Spiking<Arctangent<Two>>(Neurons)), normalised = Network(context.Seed, c => new PotentialNorm<Arctangent<Two>>(Neurons, c));
        Evaluation without, with;
        using (Phase phase = context.Phase("Training without MPBN", "plainSeconds")) without = Train(context, plain, training, input).Evaluate(test);
        using (Phase phase = context.Phase("Training with MPBN", "mpbnSeconds")) with = Train(context, normalised, training, input).Evaluate(test);
        FoldedSpikes folded;
        using (Phase phase = context.Phase("Folding", "foldSeconds")) folded = Fold(normalised, test, input);
        context.Result("test accuracy without MPBN", 100 * without.Accuracy, "%");
        context.Result("test accuracy with MPBN", 100 * with.Accuracy, "%");
        context.Result("spikes per neuron and image without MPBN", without.SpikesPerNeuron.Average());
        context.Result("spikes per neuron and image with MPBN", with.SpikesPerNeuron.Average());
        context.Result("spikes compared", folded.Spikes);
        context.Result("threshold tests compared", folded.Tests);
        context.Result("threshold tests that rounding of an explicit norm decides otherwise", folded.Explicit);
        context.Result("channels kept at the smallest threshold", folded.Smallest);
        context.Claim(changed, folded.Changed);
        if (!context.Quick) context.Claim(gain, 100 * (with.Accuracy - without.Accuracy));
        var table = new Table("With and without", $"{Images} training images, {Epochs} epochs, {Steps} steps.", "network", "test accuracy [%]", "spikes per neuron and image");
        table.Add("norm behind convolutions", 100 * without.Accuracy, without.SpikesPerNeuron.Average());
        table.Add("and of potentials (MPBN)", 100 * with.Accuracy, with.SpikesPerNeuron.Average());
        context.Table(table);
        context.Figure(new LineFigure(
            "Thresholds that the norms became", "One for each channel, from the smallest to the largest; without MPBN all are 1.", "channel", "threshold",
            [.. folded.Thresholds.Select((t, i) => new Series($"layer {i + 1}", [.. Enumerable.Range(0, t.Length).Select(c => (double)c)], t))]));
    }

    private static Lif Neurons => new() { DecayInput = false, DetachReset = true };

    private static Sequential Network(ulong seed, Func<int, Spiking> neurons) => SpikingVgg.Build(
        new SpikingParts(neurons, c => new BatchNorm(c), seed), 1, [12, SpikingVgg.Pool, 24, SpikingVgg.Pool, 48], 10, new Spiking<Arctangent<Two>>(new Leaky()) { Reads = nameof(Leaky.State<float>.U) });

    // The same layers, with folded ones in the place of those with a norm; every layer's spikes are compared.
    private static FoldedSpikes Fold(Sequential network, IDataset test, RepeatedInput input)
    {
        network.Evaluate();
        var result = new FoldedSpikes();
        var layers = new Dictionary<Module, Spiking>();
        var first = new Subset(test, Enumerable.Range(0, Math.Min(Compared, test.Count)));
        using var loader = new DataLoader(first, new DataLoaderOptions { BatchSize = BatchLength, Shuffle = false });
        foreach (Batch batch in loader.Epoch(0))
        {
            Tape.Current.Clear();
            using Tape.Pause pause = Tape.Current.PauseRecording();
            Tensor x = input.Of(batch, 0), y = x;
            foreach (Module layer in network.Children)
            {
                layer.ResetState();
                if (layer is not PotentialNorm<Arctangent<Two>> norm)
                {
                    (x, y) = (layer.Forward(x), layer.Forward(y));
                    continue;
                }

                if (!layers.TryGetValue(norm, out Spiking? folded))
                {
                    layers[norm] = folded = norm.Fold(y.Shape.Product(2));
                    float[] thresholds = folded.Learnt.Single().Value.Values.ToArray();
                    result.Thresholds.Add([.. thresholds.Chunk(thresholds.Length / norm.Weight.Shape[0]).Select(c => (double)c[0]).Order()]);
                    result.Smallest += norm.ChannelsAtSmallestThreshold;
                }

                folded.ResetState();
                norm.KeepsPotentials = true;
                (x, y) = (norm.Forward(x), folded.Forward(y));
                result.Add(norm, x.Values, y.Values);
            }
        }

        Tape.Current.Clear();
        return result;
    }

    private sealed class FoldedSpikes
    {
        public long Tests { get; private set; }

        public long Spikes { get; private set; }

        public long Changed { get; private set; }

        public long Explicit { get; private set; }

        public int Smallest { get; set; }

        public List<double[]> Thresholds { get; } = [];

        public void Add(PotentialNorm<Arctangent<Two>> norm, ReadOnlySpan<float> before, ReadOnlySpan<float> after)
        {
            Tests += before.Length;
            Explicit += norm.DecisionsThatDiffer();
            for (int i = 0; i < before.Length; i++)
            {
                if (before[i] != 0) Spikes++;
                if (before[i] != after[i]) Changed++;
            }
        }
    }
}
