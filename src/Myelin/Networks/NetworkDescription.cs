using System.Globalization;
using System.Text;

namespace Myelin.Networks;

/// <summary>A network in words.</summary>
public static class NetworkDescription
{
    extension(Network network)
    {
        /// <summary>The network in words, one line per population, projection, coupling, drive and initial state; equal for equal networks.</summary>
        public string Describe()
        {
            // Models and inputs are records, and what a record prints of a number depends on the current culture.
            CultureInfo culture = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            try
            {
                return Write(network);
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }
        }
    }

    private static string Write(Network network)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"network: {network.Neurons} neurons, {network.ExpectedSynapses:0} synapses expected, seed {network.Seed}");
        foreach (Population p in network.Populations)
            Line($"population {p.Name}: {p.Size} x {(p.HasParametersPerNeuron ? p.Model.Info.Name + " with parameters per neuron" : p.Model)}");
        foreach (Receptor r in network.Populations.SelectMany(p => p.Receptors)) Line($"{r}: {r.Model} into {r.Into}");
        foreach (Projection p in network.Projections)
            Line($"{p.Name}: {p.Rule}, weight {(object?)p.Weight ?? "of the rule"}, delay {Delay(p)}{(p.Port is null ? "" : $", port {p.Port}")}{(p.Release is null ? "" : $", release {p.Release}")}{(p.Learning is null ? "" : $", learns by {p.Learning}")}{(p.Rewiring is null ? "" : $", {p.Rewiring}")}");
        foreach (Coupling c in network.Couplings)
            Line($"{c.Name}: {c.Model} by {c.Rule}, weight {(object?)c.Weight ?? "of the rule"}, {c.Reads} into {c.Port}");
        foreach (Drive d in network.Drives) Line($"{d.Name}: {d.Input}{(d.Port is null ? "" : $", port {d.Port}")}");
        foreach (InitialState s in network.InitialStates)
            Line($"initial {s.Target.Population.States[s.Variable].Name} of {s.Target}: {s.Values}");
        return text.ToString();
    }

    private static string Delay(Projection projection) =>
        ReferenceEquals(projection.Delay, NetworkValidation.OneStep) ? "1 step" : projection.Delay.ToString()!;
}
