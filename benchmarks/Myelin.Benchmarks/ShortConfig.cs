using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Myelin.Benchmarks;

/// <summary>
/// How everything here is measured: three rounds to warm up and five that count, of 100 ms each, in this process, by processor time where the
/// system tells it.
/// </summary>
internal sealed class ShortConfig : ManualConfig
{
    public ShortConfig()
    {
        IClock clock = ProcessorTimeClock.Instance.IsAvailable ? ProcessorTimeClock.Instance : Chronometer.BestClock;
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.DontLogOutput)
            .WithClock(clock)
            .WithWarmupCount(3)
            .WithIterationCount(5)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithUnrollFactor(1)
            .WithEvaluateOverhead(false));
        AddColumn(TargetMethodColumn.Method, StatisticColumn.Median, StatisticColumn.Min, BaselineRatioColumn.RatioMean);
        AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        AddExporter(BenchmarkDotNet.Exporters.MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
    }
}
