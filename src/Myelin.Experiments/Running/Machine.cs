using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Myelin.Experiments.Running;

/// <summary>The machine a run was made on.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">The logical processors that the run may use.</param>
/// <param name="MemoryBytes">The memory that the process may use, in bytes.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Architecture">The instruction set, for example <c>x64</c>.</param>
/// <param name="VectorBits">The widest vectors that run in hardware, in bits.</param>
public sealed record Machine(string Processor, int Cores, long MemoryBytes, string OperatingSystem, string Architecture, int VectorBits)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(
        ProcessorName(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        JsonNamingPolicy.CamelCase.ConvertName(RuntimeInformation.ProcessArchitecture.ToString()),
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64);

    /// <summary>The version of Myelin.</summary>
    public static string Version { get; } =
        (typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>The versions of what runs here, by name.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } =
        new OrderedDictionary<string, string>(StringComparer.Ordinal) { ["myelin"] = Version, ["dotnet"] = Environment.Version.ToString() };

    /// <summary>The memory that a run could take now, in bytes: what the process may use, or less where others use it already.</summary>
    public static long AvailableMemoryBytes()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Math.Min(limit, LinuxKilobytes("/proc/meminfo", "MemAvailable:") is { } free ? free * 1024 : long.MaxValue);
    }

    /// <summary>The most memory that this process has held at once, in bytes.</summary>
    public static long PeakMemoryBytes()
    {
        if (LinuxKilobytes("/proc/self/status", "VmHWM:") is { } peak)
            return peak * 1024;
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string ProcessorName()
    {
        string? name = LinuxLine("/proc/cpuinfo", "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name?.TrimStart(' ', '\t', ':').Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static long? LinuxKilobytes(string file, string key)
        => long.TryParse(LinuxLine(file, key)?.Replace("kB", "", StringComparison.Ordinal).Trim(), out long number) ? number : null;

    private static string? LinuxLine(string file, string key)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..] : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
