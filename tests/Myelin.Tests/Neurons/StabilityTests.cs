using System.Reflection;
using System.Text.RegularExpressions;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>A step for which a model's scheme blows up is refused, and the refusal names the longest that is not.</summary>
public sealed partial class StabilityTests
{
    // From far too long to far too short [ms], each a fifth below the last, so that the longest accepted is close to the limit.
    private static readonly double[] steps = [.. Enumerable.Range(0, 90).Select(i => 100 * Math.Pow(0.8, i))];

    // What makes a model faster: shorter times, a smaller capacitance, larger conductances.
    private static readonly (Type Quantity, double Factor)[] faster =
    [
        (typeof(Time), 1), (typeof(Time), 0.03), (typeof(Capacitance), 0.03), (typeof(Conductance), 30), (typeof(Frequency), 30), (typeof(Time), 0.001), (typeof(Capacitance), 0.001), (typeof(Conductance), 1000), (typeof(Frequency), 1000),
    ];

    public static TheoryData<string, int> Models
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
            {
                for (int i = 0; i < faster.Length; i++)
                {
                    if (i == 0 || Parameters(model, faster[i].Quantity).Any()) data.Add(model.Info.Name, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_longest_step_that_is_accepted_does_not_blow_up(string name, int change)
    {
        INeuronModel model = Changed(NeuronCatalogue.BuiltIn.Find(name), faster[change]);
        double longest = steps.FirstOrDefault(step => Refusal(model, step) is null);
        longest.ShouldBeGreaterThan(0, $"{model} takes no step at all: {Refusal(model, steps[^1])}");
        NeuronBlock<Scalar, ScalarLanes> block = NeuronBlock<Scalar, ScalarLanes>.Of(model, longest * Syntax.ms);
        int port = Math.Max(0, model.Info.Ports.Select(p => p.Name).ToList().IndexOf("Current"));
        double push = model.Info.Ports.Count > 0 && model.Info.Ports[port].Unit == "pA" ? 300 : 0.5;
        for (int i = 0; i < 2000; i++)
        {
            // A push at the beginning: what is unstable does not stay where it is.
            if (model.Info.Ports.Count > 0) block.Input[port] = Scalar.Constant(i < 100 ? push : 0);
            block.Step();
            if (i % 100 != 99) continue;
            for (int v = 0; v < block.State.Length; v++)
            {
                foreach (double number in block.GetState(v))
                {
                    if (!(Math.Abs(number) < 1e9)) Assert.Fail($"{model}: {model.Info.States[v].Name} is {number} after {i + 1} steps of {longest} ms");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_refused_step_is_refused_with_the_longest_that_is_accepted(string name, int change)
    {
        INeuronModel model = Changed(NeuronCatalogue.BuiltIn.Find(name), faster[change]);
        if (Refusal(model, 1e5) is not { } refusal || !refusal.Contains("too long", StringComparison.Ordinal)) return;
        double limit = AtMost().Matches(refusal).Select(m => double.Parse(m.Groups["limit"].Value, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(double.NaN).Min();
        Refusal(model, limit * (1 - 1e-9)).ShouldBeNull();
        Refusal(model, limit * 1.01).ShouldNotBeNull().ShouldContain("too long");
    }

    private static string? Refusal(INeuronModel model, double step)
    {
        try
        {
            model.LowerConstants(step * Syntax.ms);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }

    private static IEnumerable<PropertyInfo> Parameters(INeuronModel model, Type quantity) =>
        model.Info.Parameters.Select(p => model.GetType().GetProperty(p.Name)!).Where(p => p.PropertyType == quantity);

    private static INeuronModel Changed(INeuronModel model, (Type Quantity, double Factor) change)
    {
        object changed = Activator.CreateInstance(model.GetType())!;
        foreach (PropertyInfo p in Parameters(model, change.Quantity))
        {
            double value = (double)p.PropertyType.GetProperty("Value")!.GetValue(p.GetValue(model))!;
            p.SetValue(changed, p.PropertyType.GetMethod("FromValue")!.Invoke(null, [value * change.Factor]));
        }

        return (INeuronModel)changed;
    }

    [GeneratedRegex(@"(?:of|most|below) (?<limit>[0-9.E+-]+) ms")]
    private static partial Regex AtMost();
}
