namespace Myelin.Data.Sets;

/// <summary>The four files in which MNIST and the sets of its form come.</summary>
internal static class MnistFiles
{
    private const int Classes = 10;

    /// <summary>Reads the two files of one part.</summary>
    public static IdxImages Load(DataFolder folder, Split split, string set, string title)
    {
        ArgumentNullException.ThrowIfNull(folder);
        (string prefix, string part) = split == Split.Train ? ("train", "training") : ("t10k", "test");
        return new IdxImages($"{title} ({part})", folder.Require(set, $"{set}/{prefix}-images-idx3-ubyte.gz"), folder.Require(set, $"{set}/{prefix}-labels-idx1-ubyte.gz"), Classes);
    }
}
