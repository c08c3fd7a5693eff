using System.Globalization;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>Shows accuracies with and without learnt neurons, what the neurons became, and how accuracy rose.</summary>
internal static class LzcReport
{
    /// <summary>Shows all trainings.</summary>
    /// <param name="context">Where figures go.</param>
    /// <param name="all">The trainings.</param>
    /// <param name="alone">Accuracy by the complexity of the input alone, of each kind of patterns.</param>
    public static void Show(ExperimentContext context, List<Trial> all, double[] alone)
    {
        foreach (IGrouping<PatternKind, Trial> pattern in all.GroupBy(t => t.Pattern))
        {
            var ways = pattern.GroupBy(t => (Name: $"{t.Method.Name}, {t.Neuron.Name}", t.LearnsNeurons)).ToDictionary(g => g.Key, g => g.ToArray());
            string[] names = [.. ways.Keys.Select(k => k.Name).Distinct(StringComparer.Ordinal)];
            context.Figure(new BarFigure(
                $"Accuracy: {pattern.Key}", string.Create(CultureInfo.InvariantCulture, $"On patterns that were not learnt from. By the Lempel-Ziv complexity of the input alone: {100 * alone[(int)pattern.Key]:0.0} %; guessing: 50 %."), "method and neuron", names, "accuracy [%]",
                new Bars("weights alone", [.. names.Select(n => 100 * ways[(n, false)].Average(t => t.Outcome.Accuracy))]), new Bars("weights and neurons", [.. names.Select(n => 100 * ways[(n, true)].Average(t => t.Outcome.Accuracy))]),
                new Bars("complexity of its spikes", [.. names.Select(n => 100 * ways[(n, true)].Average(t => t.Outcome.ByComplexity))])));
        }

        var table = new Table("What the neurons became", "Inner parameters after learning, mean over repetitions, and over neurons where each has its own.", "patterns", "method", "neuron", "parameters");
        foreach (var group in all.Where(t => t.LearnsNeurons).GroupBy(t => (t.Pattern, t.Method.Name, t.Neuron)))
        {
            IEnumerable<string> values = group.Key.Neuron.Parameters.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Start:0.##} -> {group.Average(t => t.Outcome.Values[i]):0.00}"));
            table.Add(group.Key.Pattern.ToString(), group.Key.Name, group.Key.Neuron.Name, string.Join(", ", values));
        }

        context.Table(table);
        foreach (var pattern in all.Where(t => t.Repeat == 0 && t.Outcome.Course.Count > 1).GroupBy(t => t.Pattern))
        {
            context.Figure(new LineFigure(
                $"Learning curves: {pattern.Key}", "Accuracy on the patterns that are learnt, first repetition: by epoch for gradients, by the number of candidates tried for the rules.", "epoch, or candidate", new Axis("accuracy [%]"),
                [.. pattern.Select(t => new Series($"{t.Method.Name}, {t.Neuron.Name}{(t.LearnsNeurons ? ", neurons learnt" : "")}", [.. t.Outcome.Course.Select((_, i) => i + 1.0)], [.. t.Outcome.Course.Select(a => 100 * a)]))]));
        }
    }
}
