namespace Myelin.Experiments;

/// <summary>A file or folder that must be in the data folder before an experiment can run.</summary>
/// <param name="Name">What it is called, for example <c>Spiking Heidelberg Digits</c>.</param>
/// <param name="Path">Where it is expected, relative to the data folder.</param>
/// <param name="Source">Where to get it.</param>
public sealed record DataNeed(string Name, string Path, string Source)
{
    /// <summary>Whether the file or folder is there.</summary>
    /// <param name="dataFolder">The data folder.</param>
    public bool IsIn(string dataFolder)
    {
        string full = System.IO.Path.Combine(dataFolder, Path);
        return File.Exists(full) || Directory.Exists(full);
    }
}
