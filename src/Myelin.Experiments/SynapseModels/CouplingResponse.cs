using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Experiments.SynapseModels;

/// <summary>What a coupling of weight 1 makes of a presynaptic potential that steps up and down again, and of potentials that are held.</summary>
internal static class CouplingResponse
{
    // Potentials [mV]: of both neurons at rest, of the presynaptic one during the step, and where it can be.
    private const double Rest = -65, Raised = -20, Lowest = -95, Highest = 45, Apart = 2.5;
    private const int SettledSteps = 20_000;

    public static SynapseResult Of(SynapseStudy study, ICouplingModel model)
    {
        double[] times = study.Times();
        int from = study.Steps / 10, to = study.Steps / 2;
        double[] current = [.. Run(study, model, i => i >= from && i < to ? Raised : Rest, study.Steps, Rest)];
        double[] potentials = [.. Enumerable.Range(0, 1 + (int)((Highest - Lowest) / Apart)).Select(i => Lowest + (i * Apart))];
        double[] settled = [.. potentials.Select(u => Run(study, model, _ => u, SettledSteps, Rest).Last())];
        Figure[] figures =
        [
            new LineFigure(
                "Current under a step of the presynaptic potential",
                $"Weight of {UnitText.Write(1, model.Info.Unit)}; the presynaptic neuron is at {UnitText.Write(Raised, "mV")} from {UnitText.Write(from * study.Dt.InMilliseconds, "ms")} to {UnitText.Write(to * study.Dt.InMilliseconds, "ms")}, else at {UnitText.Write(Rest, "mV")}; the postsynaptic one is held at {UnitText.Write(Rest, "mV")}.",
                "time (ms)",
                "current (pA)",
                new Series("current", times, current)),
            new LineFigure(
                "Current against the presynaptic potential",
                $"Once it has settled, at a postsynaptic potential of {UnitText.Write(Rest, "mV")}.",
                "presynaptic potential (mV)",
                "current (pA)",
                new Series("current", potentials, settled)),
        ];
        int at = Array.FindIndex(current, c => Math.Abs(c) == current.Max(Math.Abs));
        string[] findings =
        [
            $"A presynaptic step from {UnitText.Write(Rest, "mV")} to {UnitText.Write(Raised, "mV")} drives up to {UnitText.Write(current[at], "pA")} per {UnitText.Write(1, model.Info.Unit)} into a neuron at {UnitText.Write(Rest, "mV")}.",
            model.Info.IsMutual ? "It acts on both neurons: what one loses the other gains." : "It acts on the postsynaptic neuron only.",
        ];
        return new SynapseResult(findings, current[at], times[at], times, current, figures);
    }

    private static double[] Run(SynapseStudy study, ICouplingModel model, Func<int, double> source, int steps, double membrane) =>
        model.Accept(new Maker(model.LowerConstants(study.Dt), model.LowerInitialState(study.Dt), source, steps, membrane));

    private sealed class Maker(double[] constants, double[] initial, Func<int, double> source, int steps, double membrane) : ICouplingVisitor<Scalar, double[]>
    {
        public double[] Visit<TStep>()
            where TStep : struct, ICouplingStep<Scalar>
        {
            Scalar[] c = [.. constants.Select(x => new Scalar(x)), default], s = [.. initial.Select(x => new Scalar(x)), default];
            var current = new double[steps];
            for (int i = 0; i < steps; i++) current[i] = TStep.Current(in c[0], TStep.Step(ref s[0], in c[0], new Scalar(source(i))), new Scalar(membrane)).Number;
            return current;
        }
    }
}
