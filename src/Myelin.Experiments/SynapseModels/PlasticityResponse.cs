using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.SynapseModels;

/// <summary>What a rule of plasticity makes of pairs of spikes, by the time between them.</summary>
internal static class PlasticityResponse
{
    /// <summary>Time of the pairings [ms].</summary>
    public const double UsualDuration = 1000;

    // Pairs at 5 Hz, so far apart that one hardly sees the next, with up to 50 ms between the two spikes.
    private const double Interval = 200, Half = 100, Widest = 50, Apart = 2.5;

    public static SynapseResult Of(SynapseStudy study, IPlasticityRuleModel rule)
    {
        double[] lags = [.. Enumerable.Range(0, (int)(2 * Widest / Apart) + 1).Select(i => (i * Apart) - Widest).Where(lag => lag != 0)];
        int pairs = Math.Max(1, (int)(study.Duration.InMilliseconds / Interval));
        double[] middles = [.. Enumerable.Range(0, pairs).Select(i => (i * Interval) + Half)];
        double initial = Initial(rule);
        var network = new Network(study.Seed);
        Population pre = network.Population("pre", lags.Length, new Parrot());

        // Only the replayed spikes reach the threshold.
        Population post = network.Population("post", lags.Length, Target(rule));
        int[] neurons = [.. middles.SelectMany(_ => Enumerable.Range(0, lags.Length))];
        double[] pres = [.. middles.SelectMany(m => lags.Select(lag => On(m - (lag / 2))))], posts = [.. middles.SelectMany(m => lags.Select(lag => On(m - (lag / 2)) + On(lag)))];
        network.Drive(pre, SpikeReplay(pres, neurons));
        network.Drive(post, SpikeReplay(posts, neurons, 1e9 * mV));
        Projection synapses = network.Connect(pre, post, OneToOne(), initial * mV, delay: study.Dt);
        network.Learn(synapses, rule, DelayPlace.Beside);
        using var run = new Simulator(network, study.Dt);
        for (int i = 0; i < pairs; i++)
        {
            run.Run(Time.FromValue(Math.Round((i == 0 ? Half + Widest : Interval) / study.Dt.InMilliseconds) * study.Dt.InMilliseconds));
            if (rule.Info.NeedsFactor) run.SetFactor(synapses, 1);
        }

        run.Run(Half * ms);
        double[] change = [.. run.Weights(synapses).Values.Select(w => w - initial)];
        Figure window = new LineFigure(
            "Change of the weight by the time between two spikes",
            $"{Amount.Count(pairs)} pairs at {UnitText.Write(1000 / Interval, "Hz")}, from a weight of {Amount.Number(initial)}; at positive times the presynaptic spike is the first.",
            new Axis("postsynaptic minus presynaptic spike (ms)"),
            new Axis("change of the weight"),
            new Series("change", lags, change));
        int at = Array.IndexOf(change, change.MaxBy(Math.Abs));
        string factor = rule.Info.NeedsFactor ? " A third factor of 1 follows every pair." : "";
        string[] findings = [$"{Amount.Count(pairs)} pairs change the weight from {Amount.Number(initial)} by between {Amount.Number(change.Min())} and {Amount.Number(change.Max())}.{factor}"];
        return new SynapseResult(findings, change[at], lags[at], lags, change, [window]);

        double On(double time) => Math.Round(time / study.Dt.InMilliseconds) * study.Dt.InMilliseconds;
    }

    // The first neuron, simplest first, that has all that the rule reads.
    private static INeuronModel Target(IPlasticityRuleModel rule)
    {
        INeuronModel[] known =
        [
            new LifDelta { Rest = 0 * mV, Reset = 0 * mV, Threshold = 1e6 * mV, Refractory = 0 * ms },
            new LifExp { Rest = 0 * mV, Reset = 0 * mV, Threshold = 1e4 * mV, Refractory = 0 * ms },
            new TwoCompartment { Rest = 0 * mV, Reset = 0 * mV, Threshold = 1e6 * mV, Refractory = 0 * ms },
        ];
        return known.FirstOrDefault(model => rule.Info.Reads.All(r => model.Info.States.Any(s => string.Equals(s.Name, r, StringComparison.Ordinal))))
            ?? throw new ArgumentException($"{rule.Info.Name} reads {string.Join(", ", rule.Info.Reads)} of its targets; none of {string.Join(", ", known.Select(m => m.Info.Name))} has all of them.");
    }

    // Half of the largest weight, where the rule has one.
    private static double Initial(IPlasticityRuleModel rule) =>
        rule.Info.Parameters.FirstOrDefault(p => string.Equals(p.Name, nameof(PairStdp.MaxWeight), StringComparison.Ordinal)) is { } largest
            ? (double)rule.GetType().GetProperty(largest.Name)!.GetValue(rule)! / 2
            : 1;
}
