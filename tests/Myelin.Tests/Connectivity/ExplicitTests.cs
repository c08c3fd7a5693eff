using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class ExplicitTests
{
    private static Arbitrary<(int Source, int Target, int Weight, int Delay)[]> Lists =>
        (from source in Gen.Choose(0, 9)
         from target in Gen.Choose(0, 4)
         from weight in Gen.Choose(-3, 3)
         from delay in Gen.Choose(0, 20)
         select (source, target, weight, delay)).ArrayOf().ToArbitrary();

    [Fact]
    public void A_list_comes_back_by_source_in_its_order() =>
        Prop.ForAll(Lists, list =>
        {
            Explicit rule = Explicit(
                [.. list.Select(c => c.Source)],
                [.. list.Select(c => c.Target)],
                list.Select(c => c.Weight / 4.0).ToArray(),
                [.. list.Select(c => c.Delay / 10.0)],
                "pA");
            // OrderBy is stable, so it keeps the order of each source's connections.
            IEnumerable<Connection> expected = list.OrderBy(c => c.Source)
                .Select(c => new Connection(c.Source, c.Target, c.Weight / 4.0, list.Length == 0 ? double.NaN : c.Delay / 10.0));
            return rule.List(10, 5).SequenceEqual(expected) && rule.ExpectedConnections(10, 5) == list.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Weights_and_delays_may_be_left_out()
    {
        Explicit plain = Explicit([2, 0], [1, 1]);
        (plain.WeightUnit, plain.HasDelays).ShouldBe((null, false));
        plain.List(3, 2).ShouldBe([new(0, 1, double.NaN, double.NaN), new(2, 1, double.NaN, double.NaN)]);

        Explicit delayed = Explicit([2, 0], [1, 1], delays: [1.5, 0.5]);
        (delayed.WeightUnit, delayed.HasDelays).ShouldBe((null, true));
        delayed.List(3, 2).ShouldBe([new(0, 1, double.NaN, 0.5), new(2, 1, double.NaN, 1.5)]);

        Explicit weighted = Explicit([2, 0], [1, 1], new float[] { 0, -1 }, unit: "mV");
        (weighted.WeightUnit, weighted.HasDelays).ShouldBe(("mV", false));
        weighted.List(3, 2).ShouldBe([new(0, 1, -1, double.NaN), new(2, 1, 0, double.NaN)]);
    }

    [Fact]
    public void The_list_is_a_copy()
    {
        int[] sources = [0, 1];
        Explicit rule = Explicit(sources, [0, 0]);
        sources[1] = 5;
        rule.Sources.ToArray().ShouldBe([0, 1]);
        rule.Targets.ToArray().ShouldBe([0, 0]);
        rule.Delays.ToArray().ShouldBeEmpty();
        rule.Weights.ShouldBeNull();
        rule.Count.ShouldBe(2);
    }

    [Fact]
    public void Errors_say_what_would_be_right()
    {
        Should.Throw<ArgumentException>(() => Explicit([1, 2], [1])).Message
            .ShouldBe("An explicit list needs a target for each source, got 2 sources and 1 targets.");
        Should.Throw<ArgumentException>(() => Explicit([1, 2], [1, 2], new double[3])).Message
            .ShouldBe("An explicit list needs a weight for each source, got 2 sources and 3 weights.");
        Should.Throw<ArgumentException>(() => Explicit([1, 2], [1, 2], delays: [1])).Message
            .ShouldBe("An explicit list needs a delay for each source, got 2 sources and 1 delays.");
        Explicit([0, 7], [0, 0]).Message(7, 1).ShouldBe("E to I: connection 1 has the source 7, but there are 7 sources, counted from 0.");
        Explicit([0, 0], [0, -1]).Message(7, 1).ShouldBe("E to I: connection 1 has the target -1, but there are 1 targets, counted from 0.");
        Explicit([0], [0], new[] { double.NaN }).Message(1, 1)
            .ShouldBe("E to I: weights must be finite, but weight 0 of the shape [1] is NaN.");
        Explicit([0, 0], [0, 0], delays: [1, -0.5]).Message(1, 1)
            .ShouldBe("E to I: delays must be finite and at least 0 ms, but connection 1 has a delay of -0.5 ms.");
        Explicit([0], [0], delays: [double.PositiveInfinity]).Message(1, 1).ShouldContain("connection 0 has a delay of Infinity ms");
    }

    [Fact]
    public void Equal_lists_are_equal_and_others_are_told_apart_by_their_text()
    {
        Explicit rule = Explicit([0, 1], [1, 0], new[] { 1.0, 2.0 }, [1, 1], "mV");
        Explicit same = Explicit([0, 1], [1, 0], new[] { 1f, 2f }, [1, 1], "mV");
        rule.ShouldBe(same);
        rule.GetHashCode().ShouldBe(same.GetHashCode());
        rule.ToString().ShouldBe(same.ToString());
        rule.ToString().ShouldMatch("^Explicit\\(2 #[0-9a-f]{16}, weights \\[2\\] #[0-9a-f]{16} mV, delays\\)$");
        Explicit[] others =
        [
            Explicit([0, 1], [1, 0]),
            Explicit([0, 0], [1, 0], new[] { 1.0, 2.0 }, [1, 1], "mV"),
            Explicit([0, 1], [1, 1], new[] { 1.0, 2.0 }, [1, 1], "mV"),
            Explicit([0, 1], [1, 0], new[] { 1.0, 3.0 }, [1, 1], "mV"),
            Explicit([0, 1], [1, 0], new[] { 1.0, 2.0 }, [1, 2], "mV"),
            Explicit([0, 1], [1, 0], new[] { 1.0, 2.0 }, [1, 1], "pA"),
        ];
        foreach (Explicit other in others)
        {
            other.ShouldNotBe(rule);
            other.ToString().ShouldNotBe(rule.ToString());
        }
    }
}
