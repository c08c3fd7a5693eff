using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>Myelin's models as nodes of NIR.</summary>
/// <param name="options">Step and unit of time.</param>
/// <param name="report">Receives what the nodes cannot say.</param>
internal sealed class ExportedNeurons(NirExportOptions options, SemanticsReport report)
{
    private const string Models = "NirI, NirIf, NirLi, NirLif, NirCubaLi, NirCubaLif, NirThreshold, Parrot, Leaky, Lif, If and LifDelta";

    private Time Dt => options.Dt;

    private double StepsPerUnit => options.TimeUnit / Dt;

    /// <summary>The node of a population.</summary>
    /// <exception cref="ArgumentException">NIR has no such neurons.</exception>
    public NirNode Of(Population population, NirShape shape)
    {
        string name = population.Name;
        if (population.Receptors.Count > 0) throw new ArgumentException($"Population '{name}' has receptors, which NIR does not have; only CubaLIF has a synaptic current.");
        switch (population.Model)
        {
            case NirThreshold:
                return new ThresholdNode(Array<NirThreshold>(population, shape, m => m.Threshold));
            case Parrot:
                return new ThresholdNode(NumericArray.Filled(0, shape.Lengths));
            case NirI:
                return new INode(Array<NirI>(population, shape, m => m.R * options.TimeUnit));
            case NirLi:
                return new LiNode(Array<NirLi>(population, shape, m => m.Tau / options.TimeUnit), Array<NirLi>(population, shape, m => m.R), Array<NirLi>(population, shape, m => m.VLeak));
            case NirIf model:
                Reset(name, model.Reset);
                return new IfNode(Array<NirIf>(population, shape, m => m.R * options.TimeUnit), Array<NirIf>(population, shape, m => m.VThreshold), Array<NirIf>(population, shape, m => m.VReset));
            case NirLif model:
                Reset(name, model.Reset);
                return Lif<NirLif>(population, shape, m => m.Tau / options.TimeUnit, m => m.R, m => m.VLeak, m => m.VThreshold, m => m.VReset);
            case NirCubaLi:
                return new CubaLiNode(
                    Array<NirCubaLi>(population, shape, m => m.TauSyn / options.TimeUnit),
                    Array<NirCubaLi>(population, shape, m => m.TauMem / options.TimeUnit),
                    Array<NirCubaLi>(population, shape, m => m.R),
                    Array<NirCubaLi>(population, shape, m => m.VLeak),
                    Array<NirCubaLi>(population, shape, m => m.WIn));
            case NirCubaLif model:
                Reset(name, model.Reset);
                return new CubaLifNode(
                    Array<NirCubaLif>(population, shape, m => m.TauSyn / options.TimeUnit),
                    Array<NirCubaLif>(population, shape, m => m.TauMem / options.TimeUnit),
                    Array<NirCubaLif>(population, shape, m => m.R),
                    Array<NirCubaLif>(population, shape, m => m.VLeak),
                    Array<NirCubaLif>(population, shape, m => m.VThreshold),
                    Array<NirCubaLif>(population, shape, m => m.VReset),
                    Array<NirCubaLif>(population, shape, m => m.WIn));
            case Leaky { Beta: < 1 } model:
                Reset(name, model.Reset);
                if (model.ResetTiming == ResetTiming.NextStep) report.Lose(name, "the reset in the step after the spike; NIR resets in the step of the spike.");
                if (model.Amplitude != 1) report.Lose(name, "spikes of another amplitude than 1.");
                Discrete(name);
                return Lif<Leaky>(population, shape, m => 1 / (1 - m.Beta) / StepsPerUnit, m => 1 / (1 - m.Beta), _ => 0, m => m.Threshold, _ => 0);
            case Lif model:
                Reset(name, model.Reset);
                AtThreshold(name);
                Discrete(name);
                return Lif<Lif>(population, shape, m => m.Tau / StepsPerUnit, m => m.DecayInput ? 1 : m.Tau, m => SpikeReset.Rest(m.Reset, m.ResetPotential), m => m.Threshold, m => m.ResetPotential);
            case If model:
                Reset(name, model.Reset);
                AtThreshold(name);
                Discrete(name);
                return new IfNode(Array<If>(population, shape, _ => StepsPerUnit), Array<If>(population, shape, m => m.Threshold), Array<If>(population, shape, m => m.ResetPotential));
            case LifDelta model:
                if (model.Refractory > Time.Zero) report.Lose(name, $"the refractory period of {model.Refractory}; NIR has none.");
                AtThreshold(name);
                report.Change(name, "exact integration becomes a differential equation, which readers integrate as they like; potentials are numbers of mV.");
                report.Assume(name, $"r = tau / {Dt}, with which a weight of 1 is a jump of 1 mV for readers that integrate with explicit Euler and that step.");
                return Lif<LifDelta>(
                    population,
                    shape,
                    m => m.TauM / options.TimeUnit,
                    m => m.TauM / Dt,
                    m => m.Rest.InMillivolts + (m.Bias.InPicoamperes * m.TauM.InMilliseconds / m.Capacitance.InPicofarads),
                    m => m.Threshold.InMillivolts,
                    m => m.Reset.InMillivolts);
            default:
                throw new ArgumentException($"Population '{name}' of the model {population.Model.Info.Name} has no node in NIR; the models that have one are {Models}.");
        }
    }

    private void Reset(string name, ResetMode mode)
    {
        if (mode == ResetMode.Subtract) report.Lose(name, "the reset by subtraction of the threshold; NIR sets the membrane to v_reset. Tell the reader.");
        if (mode == ResetMode.None) report.Lose(name, "that a spike does not reset the membrane; NIR sets it to v_reset.");
    }

    private void AtThreshold(string name) => report.Change(name, "a spike where the potential is at the threshold becomes one only above it.");

    private void Discrete(string name) => report.Assume(name, $"a step of {Dt}, with which readers that integrate with explicit Euler compute what this model of discrete time does.");

    private static LifNode Lif<TModel>(
        Population population, NirShape shape, Func<TModel, double> tau, Func<TModel, double> r, Func<TModel, double> leak, Func<TModel, double> threshold, Func<TModel, double> reset)
        where TModel : struct, INeuronModel =>
        new(Array(population, shape, tau), Array(population, shape, r), Array(population, shape, leak), Array(population, shape, threshold), Array(population, shape, reset));

    private static NumericArray Array<TModel>(Population population, NirShape shape, Func<TModel, double> value)
        where TModel : struct, INeuronModel
    {
        double[] values = new double[population.Size];
        for (int i = 0; i < values.Length; i++) values[i] = value((TModel)population.ModelOf(i));
        return NumericArray.Of(values, shape.Lengths);
    }
}
