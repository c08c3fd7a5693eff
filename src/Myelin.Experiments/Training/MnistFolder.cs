namespace Myelin.Experiments.Training;

/// <summary>Where the MNIST family is expected.</summary>
internal static class MnistFolder
{
    /// <summary>MNIST.</summary>
    public static DataNeed Need { get; } = new("MNIST", "mnist", "myelin data get mnist");

    /// <summary>Fashion-MNIST.</summary>
    public static DataNeed Fashion { get; } = new("Fashion-MNIST", "fashion-mnist", "myelin data get fashion-mnist");
}
