using System.Globalization;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;

namespace Myelin.Hardware.NeuroCoreX;

/// <summary>A network as a program of the board.</summary>
public static class NeuroCoreXNetwork
{
    /// <summary>The program that makes the board compute a network of inputs and neurons.</summary>
    /// <param name="inputs">Up to 94 neurons whose spikes are sent to the board.</param>
    /// <param name="neurons">Up to 90 neurons of the model <see cref="ConstantLeakIf"/> that the board computes.</param>
    /// <param name="network">The network. Projections between the two are taken over: weights in whole numbers, delays of one step, no rule but <see cref="RectangularStdp"/>.</param>
    /// <param name="dt">Length of a step.</param>
    /// <returns>The program; neurons that the network lacks have a threshold that is never reached.</returns>
    /// <exception cref="ArgumentException">The board cannot compute the network; the message says what stands against it.</exception>
    public static NeuroCoreXProgram ProgramOf(Network network, Population inputs, Population neurons, Time dt)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(neurons);
        ThrowIfLarger(inputs, NeuroCoreXCore.InputCount);
        ThrowIfLarger(neurons, NeuroCoreXCore.NeuronCount);
        ConstantLeakIf[] models = [.. Enumerable.Range(0, neurons.Size).Select(n => ModelOf(neurons, n))];
        int biased = Array.FindIndex(models, m => m.Bias != 0);
        if (models.Count(m => m.Bias != 0) > 1) throw new ArgumentException($"More than one neuron of '{neurons.Name}' has a bias; the board has one for one neuron.");
        var program = new NeuroCoreXProgram
        {
            Thresholds = [.. Enumerable.Range(0, NeuroCoreXCore.NeuronCount).Select(n => n < models.Length ? models[n].Threshold : 127)],
            Refractory = [.. Enumerable.Range(0, NeuroCoreXCore.NeuronCount).Select(n => n < models.Length ? models[n].Refractory : 1)],
            Leak = models[0].Leak,
            Bias = biased < 0 ? 0 : models[biased].Bias,
            BiasedNeuron = biased < 0 ? null : biased,
        };
        var rules = new List<(RectangularStdp Rule, bool FromInputs)>();
        foreach (Projection projection in network.Projections)
        {
            bool fromInputs = projection.Source.Population == inputs;
            if (projection.Target.Population != neurons || (!fromInputs && projection.Source.Population != neurons))
                throw new ArgumentException($"The {projection.Name} is none from '{inputs.Name}' or '{neurons.Name}' to '{neurons.Name}', of which the board consists.");
            if (RuleOf(projection, dt) is { } rule) rules.Add((rule, fromInputs));
            Take(projection, network.Seed, fromInputs ? program.InputWeights : program.LateralWeights, fromInputs ? program.InputLearns : program.LateralLearns);
        }

        if (rules.Count == 0) return program;
        RectangularStdp first = rules[0].Rule;
        if (rules.Exists(r => r.Rule with { PreWindow = first.PreWindow } != first) || rules.Select(r => (r.FromInputs, r.Rule.PreWindow)).Distinct().Count() > rules.Select(r => r.FromInputs).Distinct().Count())
            throw new ArgumentException("Synapses learn by different rules; those of the board differ at most in PreWindow, once for the inputs and once for the others.");
        int Steps(Time window) => (int)Math.Round(window / dt);
        int WindowOf(bool fromInputs) => Steps(rules.Find(r => r.FromInputs == fromInputs).Rule is { MaxWeight: not 0 } rule ? rule.PreWindow : first.PreWindow);
        return program with
        {
            InputWindow = WindowOf(true),
            LateralWindow = WindowOf(false),
            PostWindow = Steps(first.PostWindow),
            Growth = Whole(first.Potentiation, "Potentiation"),
            Shrinkage = Whole(first.Depression, "Depression"),
        };
    }

    private static void ThrowIfLarger(Population population, int most)
    {
        if (population.Size > most) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{population.Name}' has {population.Size} neurons; the board has room for {most}."));
    }

    private static ConstantLeakIf ModelOf(Population neurons, int neuron)
    {
        if (neurons.ModelOf(neuron) is not ConstantLeakIf model) throw new ArgumentException($"'{neurons.Name}' are neurons of the model {neurons.Model.Info.Name}; the board has {nameof(ConstantLeakIf)}.");
        if (model.Reset != 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Neuron {neuron} of '{neurons.Name}' has a Reset of {model.Reset}; the board's is 0."));
        if (model.Leak != ((ConstantLeakIf)neurons.ModelOf(0)).Leak) throw new ArgumentException($"Neurons of '{neurons.Name}' have different values of Leak; the board has one for all.");
        return model;
    }

    private static RectangularStdp? RuleOf(Projection projection, Time dt)
    {
        if (projection.Delay.ConstantValue is not { } delay || projection.IsImmediate || Math.Round(delay / dt.InMilliseconds) > 1 || projection.Rule.HasDelays)
            throw new ArgumentException($"The {projection.Name} has a delay of {projection.Delay}; the board's is one step.");
        if (projection.Release is not null) throw new ArgumentException($"The {projection.Name} has a rule of release; synapses of the board have none.");
        if (projection.Learning is not { } learning) return null;
        if (learning.Rule is RectangularStdp { MinWeight: -1, MaxWeight: 127 } rule && learning.Slower.Count == 0) return rule;
        throw new ArgumentException($"The {projection.Name} learns by {learning.Rule}; the board learns by {nameof(RectangularStdp)} with a MinWeight of -1 and a MaxWeight of 127.");
    }

    private static void Take(Projection projection, ulong seed, sbyte[,] weights, bool[,] learns)
    {
        ConnectionRule rule = projection.Rule;
        ConnectionStream stream = rule.Open(projection.Source.Count, projection.Target.Count, projection.IsRecurrent, seed, (uint)projection.Index);
        double? common = rule.WeightUnit is null ? projection.Weight?.ConstantValue ?? throw new ArgumentException($"The {projection.Name} has weights of {projection.Weight}; give every synapse its own, or all the same.") : null;
        var partners = new Partners();
        int ends = stream.BySource ? projection.Source.Count : projection.Target.Count;
        for (int end = 0; end < ends; end++)
        {
            partners.Clear();
            stream.Fill(end, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                int source = projection.Source.Start + (stream.BySource ? end : partners.Indices[i]), target = projection.Target.Start + (stream.BySource ? partners.Indices[i] : end);
                if (weights[target, source] != 0 || learns[target, source]) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The {projection.Name} has a second synapse from {source} to {target}; the board has one."));
                weights[target, source] = (sbyte)Whole(common ?? partners.Weights[i], $"A weight of the {projection.Name}");
                learns[target, source] = projection.Learning is not null;
            }
        }
    }

    private static int Whole(double value, string what) => value == Math.Round(value) && value is >= sbyte.MinValue and <= sbyte.MaxValue
        ? (int)value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; the board has whole numbers from -128 to 127."));
}
