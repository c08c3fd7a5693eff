using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.Training;

/// <summary>Where the MNIST family is expected.</summary>
internal static class MnistFolder
{
    /// <summary>Side of an image.</summary>
    public const int Side = 28;

    /// <summary>Number of classes.</summary>
    public const int Classes = 10;

    /// <summary>MNIST.</summary>
    public static DataNeed Need { get; } = new("MNIST", "mnist", "myelin data get mnist");

    /// <summary>Fashion-MNIST.</summary>
    public static DataNeed Fashion { get; } = new("Fashion-MNIST", "fashion-mnist", "myelin data get fashion-mnist");

    /// <summary>Images to learn from and to judge by: MNIST, Fashion-MNIST, or digits that a program draws.</summary>
    /// <param name="context">The run, whose data folder they are in.</param>
    /// <param name="drawn">Whether a program draws them.</param>
    /// <param name="fashion">Whether they are of Fashion-MNIST.</param>
    public static (IDataset Training, IDataset Test) Load(ExperimentContext context, bool drawn, bool fashion = false)
    {
        if (drawn) return (new SyntheticDigits(10_000, 1), new SyntheticDigits(1_000, 2));
        var folder = new DataFolder(context.DataPath("."));
        return fashion ? (FashionMnist.Load(folder, Split.Train), FashionMnist.Load(folder, Split.Test)) : (Mnist.Load(folder, Split.Train), Mnist.Load(folder, Split.Test));
    }
}
