using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Encoding;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Training;

/// <summary>A training on digits whose pixels are spikes of random times, MNIST's or drawn ones, judged by counts of output spikes.</summary>
public abstract class SpikingDigitsExperiment : TrainingExperiment
{
    /// <summary>Whether digits are drawn by a program, so that no data is needed.</summary>
    [Parameter("digits that a program draws in place of MNIST", Quick = true)]
    public bool Synthetic { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Synthetic ? [] : [MnistFolder.Need];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => Synthetic ? 2_000 : 60_000;

    /// <summary>What becomes of the images; nothing by default.</summary>
    private protected virtual IDataset Prepared(IDataset images) => images;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Synthetic) return (Prepared(new SyntheticDigits(2_000, context.Seed)), Prepared(new SyntheticDigits(500, context.Seed + 1)));
        var folder = new DataFolder(context.DataPath("."));
        return (Prepared(Mnist.Load(folder, Split.Train)), Prepared(Mnist.Load(folder, Split.Test)));
    }

    /// <inheritdoc/>
    protected override SequenceInput Input() => new EncodedInput(new BernoulliCode(), Steps);

    /// <inheritdoc/>
    protected override Loss Loss() => new CountCrossEntropy();
}
