using Myelin.Experiments.ChaoticPrediction;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.ChaoticPrediction;

public sealed class MackeyGlassExperimentTests
{
    [Fact]
    public void A_reservoir_predicts_better_than_the_last_value_seen()
    {
        RunRecord record = Executed.Record(new MackeyGlassExperiment { Series = 1, Repeats = 1, Units = 186, Leak = 0.8, Ridge = 1e-8 });
        Value("sMAPE").ShouldBeLessThan(0.6 * Value("sMAPE of the last value seen"));
        Value("footprint").ShouldBe(8 * ((186 * 186) + 372 + 188));
        Value("effective MACs of a prediction").ShouldBeLessThan(Value("dense operations of a prediction"));
        record.Claims.Single().Measured.ShouldBe(Value("sMAPE"));

        double Value(string name) => record.Results[name].Value;
    }

    [Fact]
    public void A_short_run_makes_no_claim() =>
        Executed.Record(new MackeyGlassExperiment { Series = 1, Repeats = 1, Units = 20 }, quick: true).Claims.ShouldAllBe(c => c.Holds == null);
}
