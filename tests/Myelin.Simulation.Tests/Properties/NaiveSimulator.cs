using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Simulation.Tests.Properties;

/// <summary>
/// The contract of a time step written down as plainly as possible: scalar double numbers, a list of synapses per neuron, a queue of what is
/// under way. It shares nothing with the engine but the description, the models and the random streams.
/// </summary>
internal static class NaiveSimulator
{
    private sealed record Synapse(int Population, int Neuron, int Port, double Weight, int Delay);

    /// <summary>The spikes of each population as (step, neuron), and the state variables of every neuron at the end.</summary>
    public static (List<(int Step, int Neuron)>[] Spikes, double[][][] States) Run(Network network, Time dt, int steps)
    {
        Population[] all = [.. network.Populations];
        List<Synapse>[][] synapses = Synapses(network, dt);
        int ring = 1 + synapses.SelectMany(p => p).SelectMany(n => n).Select(s => s.Delay).DefaultIfEmpty(0).Max();
        var arriving = Array.ConvertAll(all, p => Enumerable.Range(0, ring).Select(_ => Ports(p)).ToArray());
        double[][][] states = Array.ConvertAll(all, p => Enumerable.Range(0, p.Size).Select(n => p.ModelOf(n).LowerInitialState(dt)).ToArray());
        Initialize(network, states);
        double[][][] constants = Array.ConvertAll(all, p => Enumerable.Range(0, p.Size).Select(n => p.ModelOf(n).LowerConstants(dt)).ToArray());
        ScalarStep[] advance = Array.ConvertAll(all, p => p.Model.Accept(new Visitor()));
        InputSource[] inputs = [.. network.Drives.Select(d => d.Input.Open(d.Target.Count, dt, network.Seed, (uint)d.Index))];
        var spikes = Array.ConvertAll(all, _ => new List<(int, int)>());
        int[] levels = NetworkValidation.Levels(network);

        for (int step = 0; step < steps; step++)
        {
            foreach (Population population in all.OrderBy(p => levels[p.Index]))
            {
                int p = population.Index;
                double[][] input = arriving[p][step % ring];
                foreach (Drive drive in network.Drives.Where(d => d.Target.Population == population))
                {
                    int port = NetworkValidation.Port(population, drive.Port ?? drive.Input.DefaultPort, drive.Input.Sign);
                    inputs[drive.Index].Add(input[port].AsSpan(drive.Target.Start, drive.Target.Count), 0, step);
                }

                for (int n = 0; n < population.Size; n++)
                {
                    double[] mine = [.. input.Select(port => port[n])];
                    if (!advance[p](states[p][n], constants[p][n], mine, ScalarDraws.Open(network.Seed, p, step, n))) continue;
                    spikes[p].Add((step, n));
                    foreach (Synapse s in synapses[p][n]) arriving[s.Population][(step + s.Delay) % ring][s.Port][s.Neuron] += s.Weight;
                }

                foreach (double[] port in input) Array.Clear(port);
            }
        }

        return (spikes, states);
    }

    private static double[][] Ports(Population population) => [.. population.Model.Info.Ports.Select(_ => new double[population.Size])];

    private static void Initialize(Network network, double[][][] states)
    {
        foreach (InitialState initial in network.InitialStates)
        {
            var values = new float[initial.Target.Count];
            var stream = new RandomStream(network.Seed, StreamPurpose.InitialState, (uint)initial.Index);
            initial.Values.Fill(ref stream, values);
            for (int i = 0; i < values.Length; i++) states[initial.Target.Population.Index][initial.Target.Start + i][initial.Variable] = initial.Values.ConstantValue ?? values[i];
        }
    }

    private static List<Synapse>[][] Synapses(Network network, Time dt)
    {
        List<Synapse>[][] synapses = [.. network.Populations.Select(p => Enumerable.Range(0, p.Size).Select(_ => new List<Synapse>()).ToArray())];
        foreach (Projection p in network.Projections)
        {
            foreach ((int source, List<(int Target, double? Weight, double? Delay)> row) in Rows(network, p))
            {
                double[] weights = Drawn(p.Weight, row.Count, new RandomStream(network.Seed, StreamPurpose.Weights, (uint)p.Index, (uint)source));
                double[] delays = Drawn(p.Delay, row.Count, new RandomStream(network.Seed, StreamPurpose.Delays, (uint)p.Index, (uint)source));
                for (int i = 0; i < row.Count; i++)
                {
                    double weight = row[i].Weight ?? weights[i], delay = row[i].Delay ?? delays[i];
                    int steps = p.IsImmediate ? 0 : Math.Max(1, (int)Math.Round(delay / dt.InMilliseconds));
                    synapses[p.Source.Population.Index][p.Source.Start + source].Add(
                        new Synapse(p.Target.Population.Index, p.Target.Start + row[i].Target, NetworkValidation.Port(p.Target.Population, p.Port, weight), weight, steps));
                }
            }
        }

        return synapses;
    }

    private static double[] Drawn(Distribution? law, int count, RandomStream stream)
    {
        var values = new float[count];
        law?.Fill(ref stream, values);
        return [.. values.Select(v => law?.ConstantValue ?? v)];
    }

    private static IEnumerable<(int Source, List<(int, double?, double?)> Row)> Rows(Network network, Projection p)
    {
        ConnectionStream stream = p.Rule.Open(p.Source.Count, p.Target.Count, p.IsRecurrent, network.Seed, (uint)p.Index);
        var rows = Enumerable.Range(0, p.Source.Count).Select(_ => new List<(int, double?, double?)>()).ToArray();
        var partners = new Partners();
        for (int n = 0; n < (stream.BySource ? p.Source.Count : p.Target.Count); n++)
        {
            stream.Fill(n, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                (int source, int target) = stream.BySource ? (n, partners.Indices[i]) : (partners.Indices[i], n);
                rows[source].Add((target, stream.HasWeights ? partners.Weights[i] : null, stream.HasDelays ? partners.Delays[i] : null));
            }
        }

        return rows.Index();
    }

    private delegate bool ScalarStep(double[] state, double[] constants, double[] input, ScalarDraws draws);

    private sealed class Visitor : INeuronVisitor<Scalar, ScalarStep>
    {
        public ScalarStep Visit<TStep>()
            where TStep : struct, INeuronStep<Scalar> => (state, constants, input, draws) =>
            {
                Scalar[] s = [.. state.Select(x => new Scalar(x)), default], c = [.. constants.Select(x => new Scalar(x)), default], i = [.. input.Select(x => new Scalar(x)), default];
                bool spike = TStep.Step(ref s[0], in c[0], in i[0], ref draws).Number != 0;
                for (int v = 0; v < state.Length; v++) state[v] = s[v].Number;
                return spike;
            };
    }
}
