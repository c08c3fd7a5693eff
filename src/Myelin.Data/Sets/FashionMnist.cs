namespace Myelin.Data.Sets;

/// <summary>
/// Fashion-MNIST: 60,000 and 10,000 pictures of clothes, 28x28, in MNIST's form. Source: Xiao, Rasul and Vollgraf (2017), "Fashion-MNIST: a novel
/// image dataset for benchmarking machine learning algorithms".
/// </summary>
public static class FashionMnist
{
    /// <summary>What the ten labels mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Reads one part: samples [1, 28, 28], values 0 to 1.</summary>
    /// <param name="folder">The data folder; the files are in its folder <c>fashion-mnist</c>.</param>
    /// <param name="split">Which part.</param>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static IdxImages Load(DataFolder folder, Split split) => MnistFiles.Load(folder, split, "fashion-mnist", "Fashion-MNIST");
}
