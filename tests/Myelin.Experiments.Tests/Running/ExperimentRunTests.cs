using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Running;

public sealed class ExperimentRunTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("myelin-run-").FullName;
    private readonly ExperimentEntry demo = new ExperimentCatalogue([new DemoExperiment()]).Entries[0];

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void Progress_names_the_phases_and_ends_them()
    {
        Recorded progress = new();
        new ExperimentRun(demo, demo.Defaults, new RunSettings()).Execute(new OutputFolder(path), progress, CancellationToken.None);
        progress.Lines.Where(line => !line.StartsWith("Simulating 0.", StringComparison.Ordinal))
            .ShouldBe(["begin Building", "Building 1 all of it", "end True", "begin Simulating", "Simulating 0 step 0", "Simulating 1 ", "end True"]);
    }

    [Fact]
    public void Frequent_reports_are_thinned()
    {
        Recorded progress = new();
        Phase phase = new("Fast", progress, null, CancellationToken.None);
        for (int i = 0; i < 100_000; i++)
            phase.Report(i / 100_000.0);
        phase.Dispose();
        progress.Lines.Count.ShouldBeLessThan(1000);
    }

    [Fact]
    public void A_report_after_a_stop_throws()
    {
        using CancellationTokenSource stop = new();
        using Phase phase = new("Long", new NoProgress(), null, stop.Token);
        phase.Report(0.1);
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => phase.Report(0.2));
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        Faulty faulty = new(() => throw new OperationCanceledException("a timeout inside"));
        RunOutcome outcome = faulty.Run(path, CancellationToken.None);
        outcome.Record.Status.ShouldBe(RunStatus.Failed);
        outcome.Record.Message.ShouldBe("a timeout inside");
    }

    [Fact]
    public void Stopped_threads_together_are_a_stop()
    {
        using CancellationTokenSource stop = new();
        Faulty faulty = new(() =>
        {
            stop.Cancel();
            throw new AggregateException(new OperationCanceledException(), new OperationCanceledException());
        });
        faulty.Run(path, stop.Token).Record.Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public void Too_little_memory_is_told_as_such()
        => new Faulty(() => throw Activator.CreateInstance<OutOfMemoryException>()).Run(path, CancellationToken.None).Record.Message.ShouldBe("The run needed more memory than the machine has.");

    [Fact]
    public void Two_claims_of_one_name_fail_the_run()
    {
        Faulty faulty = new(null, context =>
        {
            context.Claim(Claim.AtLeast("a", 1), 2);
            context.Claim(Claim.AtLeast("a", 3), 2);
        });
        faulty.Run(path, CancellationToken.None).Record.Message.ShouldNotBeNull().ShouldContain("'a'");
    }

    [Fact]
    public void Numbers_that_are_not_finite_survive_the_file()
    {
        Faulty faulty = new(null, context =>
        {
            context.Result("nothing", double.NaN);
            context.Result("most", double.PositiveInfinity);
            context.Claim(Claim.AtLeast("a", 1), double.NaN).ShouldBeFalse();
        });
        faulty.Run(path, CancellationToken.None).Record.Status.ShouldBe(RunStatus.Completed);
        string json = File.ReadAllText(Path.Combine(path, "result.json"));
        json.ShouldContain("\"NaN\"");
        json.ShouldContain("\"Infinity\"");
    }

    private sealed class Faulty(Action? fail, Action<ExperimentContext>? run = null) : Experiment
    {
        public override string Id => "faulty";

        public override string Title => "Faulty";

        public override string Summary => "Fails.";

        public override Paper Paper => new("Nobody", 2000, "Nothing", "Nowhere");

        public override Estimate Estimate(int threads) => new(0, 0, 0, 0, "");

        public override void Run(ExperimentContext context)
        {
            run?.Invoke(context);
            fail?.Invoke();
        }

        public RunOutcome Run(string path, CancellationToken cancellation)
            => new ExperimentRun(new ExperimentCatalogue([this]).Entries[0], this, new RunSettings()).Execute(new OutputFolder(path), new NoProgress(), cancellation);
    }

    private sealed class Recorded : IRunProgress
    {
        private string phase = "";

        public List<string> Lines { get; } = [];

        public void Begin(string phase) => Lines.Add("begin " + (this.phase = phase));

        public void Report(double fraction, string status) => Lines.Add(FormattableString.Invariant($"{phase} {fraction} {status}"));

        public void End(bool completed) => Lines.Add("end " + completed);
    }
}
