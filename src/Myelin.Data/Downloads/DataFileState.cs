namespace Myelin.Data.Downloads;

/// <summary>What became of looking for a data file.</summary>
public enum DataFileState
{
    /// <summary>The file is not there.</summary>
    Missing,

    /// <summary>The file is there, with another check sum than it should have.</summary>
    Wrong,

    /// <summary>The file is there and as it should be.</summary>
    Right,
}
