using Myelin.Experiments.Running;

namespace Myelin.Experiments.Tests;

/// <summary>An experiment that needs a file.</summary>
public sealed class DemoWithData : Experiment
{
    public override string Id => "demo-data";

    public override string Title => "Digits";

    public override string Summary => "Reads a file.";

    public override Paper Paper => new("Nobody", 1999, "Digits", "Nowhere");

    public override IReadOnlyList<DataNeed> Data => [new("the demo digits", "digits/train.h5", "the shelf")];

    public override Estimate Estimate(int threads) => new(10, 20, 1000, 0.1, "Guessed.");

    public override void Run(ExperimentContext context) => context.Result("bytes", new FileInfo(context.DataPath("digits/train.h5")).Length, "B");
}
