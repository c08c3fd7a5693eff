using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;

namespace Myelin.Cli;

/// <summary>Samples that a network in a file can be measured on.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Load">Its test samples, from the folder of the data sets.</param>
internal sealed record BenchmarkSamples(string Name, string Title, Func<DataFolder, IDataset> Load)
{
    private static readonly BenchmarkSamples[] all =
    [
        new("mnist", "MNIST", folder => Mnist.Load(folder, Split.Test)),
        new("fashion-mnist", "Fashion-MNIST", folder => FashionMnist.Load(folder, Split.Test)),
        new("digits", "digits that a program draws", _ => new SyntheticDigits(2_000, seed: 2)),
    ];

    public static IEnumerable<string> Names => all.Select(set => set.Name);

    /// <summary>The set of a name.</summary>
    /// <exception cref="UsageException">There is no such set.</exception>
    public static BenchmarkSamples Named(string name) => all.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"'{name}' is not a value of --on; it must be one of {string.Join(", ", Names)}.");
}
