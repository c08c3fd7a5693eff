namespace Myelin.Data.Downloads;

/// <summary>A data set that can be got: its files, and what one has to know about using it.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Citation">The publication to cite.</param>
/// <param name="Files">Its files.</param>
public sealed record DataSource(string Name, string Title, string Licence, string Citation, IReadOnlyList<DataFile> Files)
{
    /// <summary>Size of all files together.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Whether all files are there, whatever is in them.</summary>
    /// <param name="folder">The data folder.</param>
    public bool IsIn(DataFolder folder) => Files.All(file => file.Find(folder) is not null);
}
