namespace Myelin.Data;

/// <summary>The folder that holds the data sets, one folder each.</summary>
public sealed class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string VariableName = "MYELIN_DATA";

    /// <summary>A folder by its path; it need not exist.</summary>
    /// <param name="path">The folder.</param>
    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The folder that a user means: the one given, else that of <c>MYELIN_DATA</c>, else <c>myelin/data</c> among the user's local application data.</summary>
    /// <param name="given">The path that the user gave, if any.</param>
    /// <param name="variable">Reads an environment variable; that of the process unless given.</param>
    public static DataFolder Find(string? given = null, Func<string, string?>? variable = null)
    {
        if (!string.IsNullOrEmpty(given)) return new DataFolder(given);
        string? named = (variable ?? Environment.GetEnvironmentVariable)(VariableName);
        return new DataFolder(string.IsNullOrEmpty(named)
            ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "myelin", "data")
            : named);
    }

    /// <summary>The path of a file of a set.</summary>
    /// <param name="file">The file relative to the data folder, with forward slashes.</param>
    public string File(string file) => System.IO.Path.Combine([Path, .. file.Split('/')]);

    /// <summary>The path of a file of a set that must be there, as it is or gzipped with <c>.gz</c> added to its name.</summary>
    /// <param name="set">The set's name, as <c>myelin data get</c> takes it.</param>
    /// <param name="file">The file relative to the data folder, with forward slashes.</param>
    /// <exception cref="FileNotFoundException">The file is not there; the message names the command that gets it.</exception>
    public string Require(string set, string file)
    {
        string path = File(file);
        if (System.IO.File.Exists(path)) return path;
        return System.IO.File.Exists(path + ".gz")
            ? path + ".gz"
            : throw new FileNotFoundException($"The file '{file}' of the data set '{set}' is not in the folder '{Path}'; 'myelin data get {set}' gets it.", path);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
