using System.Runtime.InteropServices;
using Perfolizer.Horology;

namespace Myelin.Benchmarks;

/// <summary>
/// Counts the time that processors have spent on this process. What is measured here computes on one thread and waits for nothing, so this is how
/// long it takes, and other work on the machine does not count.
/// </summary>
internal sealed partial class ProcessorTimeClock : IClock
{
    // CLOCK_PROCESS_CPUTIME_ID of Linux.
    private const int ProcessTime = 2;

    private ProcessorTimeClock()
    {
    }

    public static ProcessorTimeClock Instance { get; } = new();

    public string Title => "Processor time";

    public bool IsAvailable => OperatingSystem.IsLinux();

    public Frequency Frequency => new(1e9);

    public long GetTimestamp()
    {
        _ = GetTime(ProcessTime, out TimeSpec time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
