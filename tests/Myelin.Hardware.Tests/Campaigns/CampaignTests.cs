using Myelin.Hardware.Campaigns;
using Myelin.Hardware.Faults;
using Myelin.Hardware.Tests.Faults;

namespace Myelin.Hardware.Tests.Campaigns;

/// <summary>Faults over rates and seeds.</summary>
public sealed class CampaignTests
{
    private static readonly FaultFamily silent = new("silent", [0, 0.5, 1], r => new SilentNeurons(r));

    [Fact]
    public void Every_fault_is_measured_at_every_rate_with_every_seed()
    {
        var campaign = new Campaign { Families = [silent, new FaultFamily("weights", [0.1], r => new WeightVariation(r))], Seeds = [3, 4] };
        IReadOnlyList<FaultCurve> curves = campaign.Run((fault, seed) => fault is SilentNeurons s ? (10 * s.Rate) + seed : -(double)seed);
        curves.Select(c => c.Family.Name).ShouldBe(["silent", "weights"]);
        curves[0].Points.Select(p => p.Rate).ShouldBe([0, 0.5, 1]);
        curves[0].Points[1].Values.ShouldBe([8, 9]);
        curves[1].Points[0].Values.ShouldBe([-3, -4]);
        (curves[0].Points[1].Mean, curves[0].Points[1].Least, curves[0].Points[1].Most).ShouldBe((8.5, 8, 9));
        curves[0].Points[1].Deviation.ShouldBe(Math.Sqrt(0.5), 1e-12);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        IReadOnlyList<FaultCurve> one = Run(1), four = Run(4);
        for (int i = 0; i < 3; i++) four[0].Points[i].Values.ShouldBe(one[0].Points[i].Values);
        one[0].Points[0].Mean.ShouldBeGreaterThan(one[0].Points[1].Mean);
        one[0].Points[2].Mean.ShouldBe(0);

        static IReadOnlyList<FaultCurve> Run(int threads) => new Campaign { Families = [silent], Seeds = [1, 2, 3, 4], Threads = threads }
            .Run((fault, seed) => Samples.Counts(fault.Apply(Samples.Layers(), seed), "output").Sum());
    }

    [Fact]
    public void The_rate_where_a_curve_falls_below_a_level_is_between_those_measured()
    {
        var curve = new FaultCurve(silent, [new FaultPoint(0, [90, 100]), new FaultPoint(0.5, [75]), new FaultPoint(1, [5])]);
        curve.RateAt(85)!.Value.ShouldBe(0.25, 1e-12);
        curve.RateAt(40)!.Value.ShouldBe(0.75, 1e-12);
        curve.RateAt(1).ShouldBe(1);
        curve.RateAt(96).ShouldBeNull();
    }

    [Fact]
    public void A_table_has_a_line_for_every_rate()
    {
        string[] lines = Campaign.ToCsv([new FaultCurve(silent with { Name = "a \"b\"" }, [new FaultPoint(0.25, [1, 3])])]).Split('\n');
        lines[0].ShouldBe("fault,rate,seeds,mean,deviation,least,most");
        lines[1].ShouldStartWith("\"a \"\"b\"\"\",0.25,2,2,1.41421356");
    }

    [Fact]
    public void What_is_wrong_is_told_by_itself()
    {
        Should.Throw<ArgumentException>(() => new Campaign { Families = [silent], Seeds = [] }.Run((_, _) => 0)).Message.ShouldBe("A campaign needs at least one seed.");
        Should.Throw<ArgumentException>(() => new Campaign { Families = [silent with { Rates = [] }] }.Run((_, _) => 0)).Message.ShouldBe("The fault 'silent' has no rates.");
        bool measured = false;
        Should.Throw<ArgumentOutOfRangeException>(() => new Campaign { Families = [silent with { Rates = [0, 2] }] }.Run((_, _) => { measured = true; return 0; }));
        measured.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => new Campaign { Families = [silent], Threads = 2 }.Run((_, _) => throw new InvalidOperationException("mine"))).Message.ShouldBe("mine");
        Should.Throw<OperationCanceledException>(() => new Campaign { Families = [silent] }.Run((_, _) => 0, cancellation: new CancellationToken(true)));
    }
}
