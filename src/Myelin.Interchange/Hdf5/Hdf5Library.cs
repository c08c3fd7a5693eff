using System.Reflection;
using System.Runtime.InteropServices;

namespace Myelin.Interchange.Hdf5;

/// <summary>
/// The HDF Group's library, which reads and writes HDF5 files. It is found at run time: under the system's names for it, or where the environment
/// variable <c>MYELIN_HDF5</c> says. Myelin runs without it; only files in HDF5 need it.
/// </summary>
public static class Hdf5Library
{
    /// <summary>The name in the declarations of functions.</summary>
    internal const string Name = "hdf5";

    /// <summary>Names an environment variable that holds the path of the library.</summary>
    public const string Variable = "MYELIN_HDF5";

    // From 1.10 on, handles have 64 bits.
    private const uint OldestMinor = 10;

    private static readonly Lock once = new();
    private static nint handle;
    private static string? missing;

    /// <summary>Why the library cannot be used, in one sentence that says what to install; null where it can.</summary>
    public static string? Problem
    {
        get
        {
            lock (once)
            {
                if (handle == 0 && missing is null) Load();
                return missing;
            }
        }
    }

    /// <summary>The version, for example 1.10.8.</summary>
    /// <exception cref="DllNotFoundException">The library is not there; one sentence says what to install.</exception>
    public static Version Version
    {
        get
        {
            Require();
            _ = Native.H5get_libversion(out uint major, out uint minor, out uint release);
            return new Version((int)major, (int)minor, (int)release);
        }
    }

    // The library keeps global state and most builds of it are for one thread at a time.
    internal static Lock Gate { get; } = new();

    /// <summary>Finds and opens the library.</summary>
    /// <exception cref="DllNotFoundException">The library is not there; one sentence says what to install.</exception>
    internal static void Require()
    {
        if (Problem is { } problem) throw new DllNotFoundException(problem);
    }

    /// <summary>A handle that the library keeps in a variable, such as that of a type.</summary>
    internal static unsafe long Global(string name) => *(long*)NativeLibrary.GetExport(handle, name);

    /// <summary>The file names under which the library is known on this system.</summary>
    internal static IReadOnlyList<string> FileNames()
    {
        if (OperatingSystem.IsWindows()) return ["hdf5.dll"];
        if (OperatingSystem.IsMacOS()) return ["libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib", "/opt/local/lib/libhdf5.dylib"];
        return
        [
            "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310", "libhdf5_serial.so.200", "libhdf5.so.200",
            "libhdf5_serial.so.320", "libhdf5.so.320", "libhdf5_serial.so", "libhdf5.so",
        ];
    }

    /// <summary>Says what to install where the library is not there.</summary>
    internal static string InstallHint()
    {
        string package = OperatingSystem.IsWindows() ? "install HDF5 from the HDF Group and put the folder of hdf5.dll on the PATH"
            : OperatingSystem.IsMacOS() ? "install it with 'brew install hdf5'"
            : "install the package libhdf5-103-1 (Debian 12, Ubuntu: 'apt-get install libhdf5-103-1'; Fedora: hdf5)";
        return $"HDF5 files need the HDF Group's library, which was not found; {package}, or set {Variable} to its path.";
    }

    private static void Load()
    {
        IEnumerable<string> names = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? [path] : FileNames();
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out handle)) break;
        }

        if (handle == 0)
        {
            missing = InstallHint();
            return;
        }

        NativeLibrary.SetDllImportResolver(typeof(Hdf5Library).Assembly, Resolve);
        if (Native.H5open() < 0 || Native.H5get_libversion(out uint major, out uint minor, out uint release) < 0)
        {
            missing = "The HDF Group's library was found but does not start.";
            return;
        }

        if (major < 1 || (major == 1 && minor < OldestMinor))
            missing = $"HDF5 files need the HDF Group's library from version 1.{OldestMinor} on; the one found is {major}.{minor}.{release}.";

        // Errors are reported by what functions return; the library would print them.
        _ = Native.H5Eset_auto2(0, 0, 0);
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) =>
        string.Equals(libraryName, Name, StringComparison.Ordinal) ? handle : 0;
}
