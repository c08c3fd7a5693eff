using Myelin.Experiments.Reports;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;

namespace Myelin.Experiments.Models;

/// <summary>What one neuron does under an input that is switched on and off again.</summary>
public sealed class StepResponse
{
    // More marks than this cannot be told apart in print.
    private const int MostMarks = 1_500;
    private const int MostSamples = 5_000;

    private readonly StudySetting setting;

    private StepResponse(StudySetting setting, double amplitude, double[][] states, int[] spikes)
    {
        (this.setting, Amplitude, States, SpikeSteps) = (setting, amplitude, states, spikes);
        (First, End) = Window(setting);
        EmitsNumbers = Sizes(setting, amplitude) > 1;
    }

    /// <summary>Amplitude of the input, in the unit of the stimulated port.</summary>
    public double Amplitude { get; }

    /// <summary>The first step of the input.</summary>
    public int First { get; }

    /// <summary>The step after the input's last.</summary>
    public int End { get; }

    /// <summary>Every state variable after every step, [variable][step].</summary>
    public IReadOnlyList<IReadOnlyList<double>> States { get; }

    /// <summary>The steps at which the neuron spiked.</summary>
    public IReadOnlyList<int> SpikeSteps { get; }

    /// <summary>Whether the neuron emits numbers of several sizes rather than spikes.</summary>
    public bool EmitsNumbers { get; }

    internal static StepResponse Measure(StudySetting setting, double amplitude)
    {
        (int first, int end) = Window(setting);
        using Simulator run = setting.Simulate([amplitude], first, end, withStates: true);
        Population neuron = run.Network.Populations[0];
        double[][] states = [.. setting.Info.States.Select(state => run.State(neuron, state.Name).Of(0))];
        return new StepResponse(setting, amplitude, states, run.Spikes(neuron).Steps.ToArray());
    }

    /// <summary>The plots: the membrane with spikes and input, then the other variables by unit and size.</summary>
    internal IEnumerable<Figure> Figures()
    {
        if (States.Count == 0)
        {
            yield return Marks();
            yield break;
        }

        int membrane = ModelKinds.MembraneIndex(setting.Info);
        yield return Membrane(membrane);
        List<int> open = [.. Enumerable.Range(0, States.Count).Where(i => i != membrane && Extent(States[i]) > 0)];
        while (open.Count > 0)
        {
            VariableInfo first = setting.Info.States[open[0]];
            double extent = Extent(States[open[0]]);
            int[] together = [.. open.Where(i => string.Equals(setting.Info.States[i].Unit, first.Unit, StringComparison.Ordinal) && AreAlike(Extent(States[i]), extent))];
            open.RemoveAll(i => together.Contains(i));
            yield return Others(together, first.Unit);
        }
    }

    private LayeredFigure Membrane(int index)
    {
        VariableInfo variable = setting.Info.States[index];
        IReadOnlyList<double> values = States[index];
        double low = values.Where(double.IsFinite).DefaultIfEmpty(0).Min(), high = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double height = high > low ? high - low : Math.Max(1, Math.Abs(high));
        List<Layer> layers = [new(Samples(variable.Name, values), LayerMark.Line)];
        AddMarks(layers, high + (0.05 * height), high + (0.15 * height));
        AddInput(layers, low - (0.08 * height));
        return new LayeredFigure($"{Sentence(variable.Summary)} under a step of input", Words(), setting.Clock.Title, UnitText.Axis(variable.Name, variable.Unit), layers);
    }

    // A neuron without state has only spikes to show.
    private LayeredFigure Marks()
    {
        List<Layer> layers = [];
        AddInput(layers, 0);
        AddMarks(layers, 0.2, 1);
        return new LayeredFigure("Spikes", Words(), setting.Clock.Title, "spikes", layers);
    }

    private LayeredFigure Others(int[] indices, string unit)
    {
        VariableInfo[] variables = [.. indices.Select(i => setting.Info.States[i])];
        string title = string.Join(", ", variables.Select(variable => Sentence(variable.Summary)));
        string names = string.Join(", ", variables.Select(variable => variable.Name));
        return new LayeredFigure(
            title.Length <= 90 ? title : $"Variables {names}",
            $"{string.Join("; ", variables.Select(variable => $"{variable.Name}: {variable.Summary.TrimEnd('.')}"))}.",
            setting.Clock.Title,
            UnitText.Axis(names, unit),
            [.. indices.Select(i => new Layer(Samples(setting.Info.States[i].Name, States[i]), LayerMark.Line))]);
    }

    private string Words()
    {
        string spikes = EmitsNumbers ? "The neuron does not spike; it emits a number in every step."
            : SpikeSteps.Count == 1 ? "The neuron spikes once."
            : $"The neuron spikes {Amount.Count(SpikeSteps.Count)} times.";
        if (setting.Port is not { } port)
            return $"{setting.Info.Name} receives nothing. {spikes}";
        string every = string.Equals(port.Name, "Current", StringComparison.Ordinal) ? "" : " in every step";
        return $"An input of {UnitText.Write(Amplitude, port.Unit)}{every} at the port {port.Name} lasts from {setting.Clock.Words(First)} to {setting.Clock.Words(End)}. {spikes}";
    }

    private void AddMarks(List<Layer> layers, double from, double to)
    {
        if (EmitsNumbers || SpikeSteps.Count == 0)
            return;
        List<double> x = [], y = [];
        double apart = (double)setting.Steps / MostMarks, next = 0;
        foreach (int step in SpikeSteps.Where(step => Passes(step)))
        {
            double at = setting.Clock.At(step + 1);
            x.AddRange([at, at, at]);
            y.AddRange([from, to, double.NaN]);
        }

        layers.Add(new Layer(new Series("spikes", x, y), LayerMark.Line));

        bool Passes(int step)
        {
            if (step < next)
                return false;
            next = step + apart;
            return true;
        }
    }

    private void AddInput(List<Layer> layers, double height)
    {
        if (setting.Port is { } port)
            layers.Add(new Layer(new Series($"input of {UnitText.Write(Amplitude, port.Unit)}", [setting.Clock.At(First), setting.Clock.At(End)], [height, height]), LayerMark.Bold));
    }

    // Where there are more samples than can be told apart, the smallest and the largest of each stretch, so that no spike is lost.
    private Series Samples(string name, IReadOnlyList<double> values)
    {
        int stretch = Math.Max(1, (int)Math.Ceiling(2.0 * values.Count / MostSamples));
        List<double> x = [], y = [];
        for (int start = 0; start < values.Count; start += stretch)
        {
            int smallest = start, largest = start;
            for (int i = start; i < Math.Min(values.Count, start + stretch); i++)
            {
                smallest = values[i] < values[smallest] ? i : smallest;
                largest = values[i] > values[largest] ? i : largest;
            }

            foreach (int i in smallest == largest ? [smallest] : (int[])[Math.Min(smallest, largest), Math.Max(smallest, largest)])
            {
                x.Add(setting.Clock.At(i + 1));
                y.Add(values[i]);
            }
        }

        return new Series(name, x, y);
    }

    private static (int First, int End) Window(StudySetting setting) => (setting.Steps / 10, setting.Steps - (setting.Steps / 10));

    private static int Sizes(StudySetting setting, double amplitude)
    {
        HashSet<double> sizes = [];
        (int first, int end) = Window(setting);
        SingleNeuron neuron = SingleNeuron.Of(setting.Model, setting.Clock.Dt, 0, setting.Seed);
        double[] state = setting.Model.LowerInitialState(setting.Clock.Dt);
        for (int step = 0; step < end && sizes.Count < 2; step++)
        {
            neuron.SetInput(step >= first ? amplitude : 0);
            double emitted = neuron.Step(state, step);
            if (emitted != 0 && double.IsFinite(emitted))
                sizes.Add(emitted);
        }

        return sizes.Count;
    }

    private static double Extent(IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? 0 : finite.Max() - finite.Min();
    }

    private static bool AreAlike(double one, double other) => one <= 30 * other && other <= 30 * one;

    private static string Sentence(string summary) => summary.Split(['.', ':', ';'], 2)[0].Trim();
}
