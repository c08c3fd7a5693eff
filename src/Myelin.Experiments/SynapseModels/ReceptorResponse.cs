using Myelin.Experiments.Models;
using Myelin.Experiments.Reports;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Experiments.SynapseModels;

/// <summary>What one spike of weight 1 does to a receptor.</summary>
internal static class ReceptorResponse
{
    // Where a neuron waits for input [mV], and where its potential can be.
    private const double Rest = -65, Lowest = -95, Highest = 45, Apart = 2.5;

    public static SynapseResult Of(SynapseStudy study, IReceptorModel model)
    {
        ReceptorInfo info = model.Info;
        double[] times = study.Times();
        (double[][] states, double[] current) = Run(study, model, Rest);
        int at = Array.FindIndex(current, c => Math.Abs(c) == current.Max(Math.Abs));
        string held = info.SeesMembrane ? $" at {UnitText.Write(Rest, "mV")}" : "";
        List<Figure> figures =
        [
            new LineFigure(
                $"Current after a spike of {UnitText.Write(1, info.Unit)}",
                $"Mean current into the neuron over each step{held}; the spike arrives at 0.",
                "time (ms)",
                "current (pA)",
                new Series("current", times, current)),
        ];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, info.States.Count).GroupBy(i => info.States[i].Unit, StringComparer.Ordinal))
        {
            figures.Add(new LineFigure(
                $"State variables in {(group.Key.Length == 0 ? "pure numbers" : group.Key)}",
                string.Join("; ", group.Select(i => $"{info.States[i].Name}: {info.States[i].Summary.TrimEnd('.')}")) + ".",
                "time (ms)",
                UnitText.Axis(string.Join(", ", group.Select(i => info.States[i].Name)), group.Key),
                [.. group.Select(i => new Series(info.States[i].Name, times, states[i]))]));
        }

        if (info.SeesMembrane) figures.Add(AgainstPotential(study, model, at));
        string peak = $"After a spike of {UnitText.Write(1, info.Unit)} the current is largest, {UnitText.Write(current[at], "pA")}{held}, after {UnitText.Write(times[at], "ms")}.";
        string charge = $"It carries {UnitText.Write(current.Sum() * study.Dt.InMilliseconds, "fC")} within {UnitText.Write(study.Duration.InMilliseconds, "ms")}.";
        return new SynapseResult([peak, charge], current[at], times[at], times, current, figures);
    }

    private static LineFigure AgainstPotential(SynapseStudy study, IReceptorModel model, int step)
    {
        double[] potentials = [.. Enumerable.Range(0, 1 + (int)((Highest - Lowest) / Apart)).Select(i => Lowest + (i * Apart))];
        double[] currents = [.. potentials.Select(u => Run(study, model, u).Current[step])];
        return new LineFigure(
            "Current against the membrane potential",
            $"{UnitText.Write(study.Times()[step], "ms")} after the spike, at the potential held.",
            "membrane potential (mV)",
            "current (pA)",
            new Series("current", potentials, currents));
    }

    // The spike arrives in a step before the first that counts.
    private static (double[][] States, double[] Current) Run(SynapseStudy study, IReceptorModel model, double membrane)
    {
        ReceptorTrial trial = model.Accept(new Maker(model.LowerConstants(study.Dt), model.LowerInitialState(study.Dt)));
        trial.Step(1, membrane);
        double[][] states = [.. model.Info.States.Select(_ => new double[study.Steps])];
        double[] current = new double[study.Steps];
        for (int i = 0; i < study.Steps; i++)
        {
            current[i] = trial.Step(0, membrane);
            for (int v = 0; v < states.Length; v++) states[v][i] = trial.State[v].Number;
        }

        return (states, current);
    }

    private sealed class Maker(double[] constants, double[] initial) : IReceptorVisitor<Scalar, ReceptorTrial>
    {
        public ReceptorTrial Visit<TStep>()
            where TStep : struct, IReceptorStep<Scalar> => new Compiled<TStep>(constants, initial);
    }

    private abstract class ReceptorTrial(double[] constants, double[] initial)
    {
        // One more than needed each, so that the first can be referred to where a model has none.
        protected Scalar[] Constants { get; } = [.. constants.Select(c => new Scalar(c)), default];

        public Scalar[] State { get; } = [.. initial.Select(s => new Scalar(s)), default];

        public abstract double Step(double arriving, double membrane);
    }

    private sealed class Compiled<TStep>(double[] constants, double[] initial) : ReceptorTrial(constants, initial)
        where TStep : struct, IReceptorStep<Scalar>
    {
        public override double Step(double arriving, double membrane) =>
            TStep.Step(ref State[0], in Constants[0], new Scalar(arriving), new Scalar(membrane)).Number;
    }
}
