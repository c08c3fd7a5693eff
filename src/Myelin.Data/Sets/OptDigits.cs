using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>
/// Optical digits: 3,823 handwritten digits to learn from and 1,797 of other writers to test with, 8x8. Source: Alpaydin and Kaynak (1998), "Optical
/// recognition of handwritten digits", UCI Machine Learning Repository.
/// </summary>
public static class OptDigits
{
    // The largest value of a pixel: each counts the black ones among 4x4.
    private const float Largest = 16;

    /// <summary>Reads one part: samples [1, 8, 8], values 0 to 1.</summary>
    /// <param name="folder">The data folder; the files are in its folder <c>digits</c>.</param>
    /// <param name="split">Which part.</param>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static TableSet Load(DataFolder folder, Split split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        (string file, string part) = split == Split.Train ? ("tra", "training") : ("tes", "test");
        string path = folder.Require("optdigits", $"digits/optdigits.{file}");
        return new TableSet($"optical digits ({part})", path, CsvFile.Read(path), [1, 8, 8], 1 / Largest, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
    }
}
