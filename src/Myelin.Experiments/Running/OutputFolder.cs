namespace Myelin.Experiments.Running;

/// <summary>
/// The folder of a run's files. A file appears under its name only when it is complete: it is written under a temporary name, flushed to
/// the disk and renamed, so what was there before stays whole until then.
/// </summary>
public sealed class OutputFolder
{
    private readonly Func<string, Stream> create;
    private readonly SortedSet<string> written = new(StringComparer.Ordinal);

    /// <summary>Creates the folder where it is missing, and checks that files can be written there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="create">Creates a file for writing; another than the file system's own in tests.</param>
    /// <exception cref="RunRefusedException">The folder cannot be created or written.</exception>
    public OutputFolder(string path, Func<string, Stream>? create = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        this.create = create ?? File.Create;
        try
        {
            Directory.CreateDirectory(Path);
            string probe = Temporary("probe");
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunRefusedException($"The output folder '{Path}' cannot be written ({Reason(problem)}); choose another with --out.", problem);
        }
    }

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The names of the files written through this object.</summary>
    public IReadOnlyCollection<string> Written => written;

    /// <summary>The full path of a file of the folder.</summary>
    /// <param name="name">A plain name, or one below a folder: <c>spikes/L4E.csv</c>.</param>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public string PathOf(string name)
    {
        string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));
        return full.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException($"The file name '{name}' leads out of the output folder '{Path}'; it must lie within.");
    }

    /// <summary>Writes a file: all of it, or nothing.</summary>
    /// <param name="name">Its name, as for <see cref="PathOf"/>.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or fails; the message says which file, and a file that was there before is unchanged.</exception>
    public void Write(string name, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string target = PathOf(name);
        string temporary = Temporary(name);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            using (Stream stream = create(temporary))
            {
                write(stream);
                stream.Flush();
                (stream as FileStream)?.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            written.Add(name);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The file '{target}' cannot be written ({Reason(problem)}); what was there before is unchanged.", problem);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>Removes files of an earlier run that this one did not write again.</summary>
    /// <param name="earlier">The names of the earlier run's files.</param>
    internal void RemoveStale(IEnumerable<string> earlier)
    {
        foreach (string name in earlier.Where(name => !written.Contains(name)))
        {
            try
            {
                File.Delete(PathOf(name));
            }
            catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException)
            {
                // A name that leads elsewhere was not written by a run; a file that cannot be removed does no harm to the new ones.
            }
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to tell.
        }
    }

    private static string Reason(Exception problem) => problem switch
    {
        IOException { HResult: 28 or unchecked((int)0x80070070) } => "no space left on the disk",
        IOException io when io.Message.StartsWith("No space left", StringComparison.Ordinal) => "no space left on the disk",
        UnauthorizedAccessException => "no permission",
        _ => problem.Message.TrimEnd('.'),
    };

    private string Temporary(string name)
        => System.IO.Path.Combine(Path, $".{name.Replace('/', '_').Replace('\\', '_')}.{Environment.ProcessId}.partial");
}
