using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;

namespace Myelin.Cli;

/// <summary>Samples for a network in a file.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Load">Its samples, from the folder of the data sets.</param>
internal sealed record SampleSet(string Name, string Title, Func<DataFolder, Split, IDataset> Load)
{
    private static readonly SampleSet[] all =
    [
        new("mnist", "MNIST", Mnist.Load),
        new("fashion-mnist", "Fashion-MNIST", FashionMnist.Load),
        new("digits", "digits that a program draws", (_, split) => new SyntheticDigits(2_000, seed: split == Split.Test ? 2UL : 1UL)),
    ];

    /// <summary>What can be named, for help and messages.</summary>
    public static string Names { get; } = $"{string.Join(", ", all.Select(set => set.Name))}, or a file of NumPy arrays (.npz)";

    /// <summary>The set of a name, or of a file.</summary>
    /// <param name="name">A name, or the path of a file that ends with .npz.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <exception cref="UsageException">There is no such set or file.</exception>
    public static SampleSet Named(string name, string option)
    {
        if (all.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        if (!Path.GetExtension(name).Equals(".npz", StringComparison.OrdinalIgnoreCase)) throw new UsageException($"'{name}' is not a value of {option}; it must be one of {Names}.");
        string path = NirInput.Existing(name);
        return new SampleSet(path, Path.GetFileName(path), (_, split) => ArraySet.Load(path, split));
    }
}
