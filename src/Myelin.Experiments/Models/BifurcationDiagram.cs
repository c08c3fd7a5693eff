using Myelin.Experiments.Reports;
using Myelin.Neurons;

namespace Myelin.Experiments.Models;

/// <summary>Where a map settles for every value of a parameter: the values its first variable goes through after a transient.</summary>
public sealed class BifurcationDiagram
{
    private const int Values = 320;
    private const int Transient = 600;
    private const int Kept = 60;

    // Dots nearer than this part of the range are one dot.
    private const double Resolution = 1.0 / 1_500;

    private readonly StudySetting setting;
    private readonly double amplitude;

    private BifurcationDiagram(StudySetting setting, double amplitude, ParameterSweep sweep, double[] parameter, double[] settled)
        => (this.setting, this.amplitude, Sweep, Parameter, Settled) = (setting, amplitude, sweep, parameter, settled);

    /// <summary>What was varied.</summary>
    public ParameterSweep Sweep { get; }

    /// <summary>The parameter's value at each dot.</summary>
    public IReadOnlyList<double> Parameter { get; }

    /// <summary>The variable's value at each dot.</summary>
    public IReadOnlyList<double> Settled { get; }

    /// <summary>The diagram of a map under a constant input, or null where no value of the parameter gives anything finite.</summary>
    internal static BifurcationDiagram? Of(StudySetting setting, double amplitude, ParameterSweep sweep)
    {
        int variable = ModelKinds.MembraneIndex(setting.Info);
        List<(double Parameter, double Settled)> dots = [];
        for (int i = 0; i < Values; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            double value = sweep.Low + ((sweep.High - sweep.Low) * i / (Values - 1));
            if (Settle(setting, amplitude, sweep.Parameter, value, variable) is { } settled)
                dots.AddRange(settled.Select(number => (value, number)));
        }

        if (dots.Count == 0)
            return null;
        double apart = Math.Max(double.Epsilon, (dots.Max(dot => dot.Settled) - dots.Min(dot => dot.Settled)) * Resolution);
        dots = [.. dots.DistinctBy(dot => (dot.Parameter, Math.Floor(dot.Settled / apart)))];
        return new BifurcationDiagram(setting, amplitude, sweep, [.. dots.Select(dot => dot.Parameter)], [.. dots.Select(dot => dot.Settled)]);
    }

    internal Figure Figure()
    {
        VariableInfo variable = setting.Info.States[ModelKinds.MembraneIndex(setting.Info)];
        string input = setting.Port is { } port ? $" under a constant input of {UnitText.Write(amplitude, port.Unit)}" : "";
        return new LayeredFigure(
            "Bifurcation diagram",
            $"For {Values} values of {Sweep.Parameter.Name}, the {Kept} values of {variable.Name} that follow {Transient} iterations{input}; all other parameters stay as they are.",
            UnitText.Axis(Sweep.Parameter.Name, Sweep.Parameter.Unit),
            UnitText.Axis(variable.Name, variable.Unit),
            [new Layer(new Series(variable.Name, Parameter, Settled), LayerMark.FineDots)]);
    }

    // Null where the parameter's value is not allowed, or the map runs away.
    private static double[]? Settle(StudySetting setting, double amplitude, ParameterInfo parameter, double value, int variable)
    {
        SingleNeuron neuron;
        double[] state;
        try
        {
            INeuronModel model = ModelParameters.With(setting.Model, parameter.Name, UnitText.WriteExactly(value, parameter.Unit));
            neuron = SingleNeuron.Of(model, setting.Clock.Dt, amplitude, setting.Seed);
            state = model.LowerInitialState(setting.Clock.Dt);
        }
        catch (ArgumentException)
        {
            return null;
        }

        for (int step = 0; step < Transient; step++)
            neuron.Step(state, step);
        double[] settled = new double[Kept];
        for (int step = 0; step < Kept; step++)
        {
            neuron.Step(state, Transient + step);
            settled[step] = state[variable];
        }

        return Array.TrueForAll(settled, number => Math.Abs(number) < 1e6) ? settled : null;
    }
}
