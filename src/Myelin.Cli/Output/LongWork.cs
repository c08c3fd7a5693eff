using System.Diagnostics;
using System.Globalization;
using Myelin.Experiments;
using Myelin.Experiments.Running;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>Shows the progress of something long: as bars on a terminal, else as a line now and then.</summary>
internal static class LongWork
{
    /// <summary>Does the work and shows its progress.</summary>
    public static T Show<T>(Terminal terminal, Func<IRunProgress, T> work)
    {
        if (!terminal.IsWatched)
            return work(new LineProgress(terminal.ErrorWriter));
        return terminal.Error.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(bars => work(new BarProgress(bars)));
    }

    private sealed class BarProgress(ProgressContext bars) : IRunProgress
    {
        private readonly Stack<(string Name, ProgressTask Bar)> phases = new();

        public void Begin(string phase) => phases.Push((phase, bars.AddTask(Markup.Escape(phase), maxValue: 1)));

        public void Report(double fraction, string status)
        {
            (string name, ProgressTask bar) = phases.Peek();
            bar.Value = fraction;
            bar.Description = status.Length == 0 ? Markup.Escape(name) : $"{Markup.Escape(name)} [grey]{Markup.Escape(status)}[/]";
        }

        public void End(bool completed)
        {
            (string name, ProgressTask bar) = phases.Pop();
            if (completed)
                bar.Value = 1;
            bar.Description = completed ? Markup.Escape(name) : $"{Markup.Escape(name)} [yellow]stopped[/]";
            bar.StopTask();
        }
    }

    private sealed class LineProgress(TextWriter writer) : IRunProgress
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
        private readonly Stack<(string Name, long Start)> phases = new();
        private long written;

        public void Begin(string phase)
        {
            phases.Push((phase, Stopwatch.GetTimestamp()));
            Write(phase + " ...");
        }

        public void Report(double fraction, string status)
        {
            if (Stopwatch.GetElapsedTime(written) >= Interval)
                Write(string.Create(CultureInfo.InvariantCulture, $"{phases.Peek().Name}: {100 * fraction:0} %{(status.Length == 0 ? "" : ", " + status)}"));
        }

        public void End(bool completed)
        {
            (string name, long start) = phases.Pop();
            Write($"{name}: {(completed ? "done in" : "stopped after")} {Amount.Seconds(Stopwatch.GetElapsedTime(start).TotalSeconds)}");
        }

        private void Write(string line)
        {
            written = Stopwatch.GetTimestamp();
            writer.WriteLine(line);
        }
    }
}
