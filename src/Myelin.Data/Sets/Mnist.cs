namespace Myelin.Data.Sets;

/// <summary>
/// MNIST: 60,000 and 10,000 handwritten digits, 28x28. Source: LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
/// document recognition".
/// </summary>
public static class Mnist
{
    /// <summary>Reads one part: samples [1, 28, 28], values 0 to 1.</summary>
    /// <param name="folder">The data folder; the files are in its folder <c>mnist</c>.</param>
    /// <param name="split">Which part.</param>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static IdxImages Load(DataFolder folder, Split split) => MnistFiles.Load(folder, split, "mnist", "MNIST");
}
