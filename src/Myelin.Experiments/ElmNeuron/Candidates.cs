using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Simulation;
using Myelin.Simulation.Recording;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.ElmNeuron;

/// <summary>What the neurons that shall match the detailed one make of the same input, in bins of 1 ms.</summary>
internal static class Candidates
{
    private const int Memories = 8;

    /// <summary>Memories of random expressive leaky memory neurons.</summary>
    /// <param name="recorded">The input.</param>
    /// <param name="neurons">Number of neurons with eight memories each; fewer than branches receive all of the input, more a branch each in turn.</param>
    /// <returns>The memories, [memory][bin].</returns>
    public static double[][] LeakyMemories(Recorded recorded, int neurons)
    {
        int branches = recorded.Excitation.Length, samples = recorded.Voltage.Length;
        double[][] memories = [.. Enumerable.Range(0, neurons * Memories).Select(_ => new double[samples])];
        for (int n = 0; n < neurons; n++)
        {
            int[] sources = neurons < branches ? [.. Enumerable.Range(0, branches)] : [n % branches];
            ExpressiveLeakyMemory.Constants<Scalar> constants = Of(new ExpressiveLeakyMemory { Seed = n + 1 });
            ExpressiveLeakyMemory.State<Scalar> state = default;

            // So that the mean of a trace of 5 ms is about 1.
            double excite = 0.2 / Math.Max(1e-9, sources.Sum(b => recorded.Excitation[b].Average())), inhibit = 0.2 / Math.Max(1e-9, sources.Sum(b => recorded.Inhibition[b].Average()));
            for (int t = 0; t < samples; t++)
            {
                double e = 0, i = 0;
                foreach (int b in sources) (e, i) = (e + recorded.Excitation[b][t], i + recorded.Inhibition[b][t]);
                ExpressiveLeakyMemory.Step(ref state, constants, new() { Excitatory = new(excite * e), Inhibitory = new(inhibit * i) });
                for (int m = 0; m < Memories; m++) memories[(n * Memories) + m][t] = state.M[m].Number;
            }
        }

        return memories;
    }

    /// <summary>The input of each branch through leaky traces of several time constants.</summary>
    /// <param name="recorded">The input.</param>
    /// <param name="constants">Time constants [ms].</param>
    /// <returns>The traces, [trace][bin].</returns>
    public static double[][] Traces(Recorded recorded, params ReadOnlySpan<double> constants)
    {
        var traces = new List<double[]>();
        foreach (double tau in constants)
        {
            double keep = Math.Exp(-1 / tau);
            foreach (double[] input in recorded.Excitation.Concat(recorded.Inhibition))
            {
                double[] trace = new double[input.Length];
                for (int t = 0; t < input.Length; t++) trace[t] = (t > 0 ? keep * trace[t - 1] : 0) + input[t];
                traces.Add(trace);
            }
        }

        return [.. traces];
    }

    /// <summary>Potentials of point neurons that receive all branches at once: a grid of membrane time constants, gains and strengths of inhibition.</summary>
    /// <param name="recorded">The input.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The potentials, [neuron][bin].</returns>
    public static double[][] PointNeurons(Recorded recorded, int threads, CancellationToken cancellation)
    {
        int samples = recorded.Voltage.Length;
        double mean = recorded.Excitation.Sum(e => e.Average());
        LifCondExp[] models =
        [
            .. from tau in new[] { 5.0, 10, 20 }
               from gain in new[] { 0.7, 1, 1.4, 2 }

               // The mean excitation and the leak alone would bring the potential to the threshold at a gain of 1.
               select new LifCondExp
               {
                   Capacitance = tau * 10 * pF,
                   Leak = 10 * nS,
                   Rest = -65 * mV,
                   Threshold = (-65 + (15 / gain)) * mV,
                   Reset = -65 * mV,
                   TauSynE = 3 * ms,
                   TauSynI = 6 * ms,
                   ReversalI = -80 * mV,
               },
        ];
        double[] ratios = [0.5, 1, 2, 4];
        var network = new Network();
        double unit = 10 * 15 / 50.0 / (3 * mean);
        foreach (double ratio in ratios)
        {
            Population population = network.Population(FormattableString.Invariant($"inhibition {ratio}"), models.Length, i => models[i]);
            Replay(network, population, recorded.Excitation, unit, "Excitatory");
            Replay(network, population, recorded.Inhibition, ratio * unit, "Inhibitory");
        }

        var options = new SimulationOptions { Threads = threads, Cancellation = cancellation };
        using var simulator = new Simulator(network, 1 * ms, Record, options);
        simulator.RunSteps(samples);

        void Record(RecordingPlan plan)
        {
            foreach (Population population in network.Populations) plan.Voltage(population);
        }

        return [.. network.Populations.SelectMany(p =>
        {
            Trace trace = simulator.Voltage(p);
            return Enumerable.Range(0, p.Size).Select(trace.Of);
        })];
    }

    private static void Replay(Network network, Population population, double[][] counts, double weight, string port)
    {
        var times = new List<double>();
        var neurons = new List<int>();
        foreach (double[] branch in counts)
        {
            for (int t = 0; t < branch.Length; t++)
            {
                for (int k = 0; k < branch[t]; k++)
                {
                    for (int n = 0; n < population.Size; n++)
                    {
                        times.Add(t + 1);
                        neurons.Add(n);
                    }
                }
            }
        }

        network.Drive(population, SpikeReplay([.. times], [.. neurons], weight * nS), port);
    }

    private static ExpressiveLeakyMemory.Constants<Scalar> Of(ExpressiveLeakyMemory model)
    {
        ExpressiveLeakyMemory.Constants<double> c = model.Lower(1 * ms);
        ExpressiveLeakyMemory.Constants<Scalar> constants = new() { DecayS = new(c.DecayS), OutputBias = new(c.OutputBias) };
        for (int i = 0; i < Memories; i++)
        {
            (constants.Keep[i], constants.Charge[i], constants.Output[i]) = (new(c.Keep[i]), new(c.Charge[i]), new(c.Output[i]));
            (constants.HiddenBias[i], constants.AnswerBias[i]) = (new(c.HiddenBias[i]), new(c.AnswerBias[i]));
        }

        for (int i = 0; i < Memories * Memories; i++) constants.Answer[i] = new(c.Answer[i]);
        for (int i = 0; i < Memories * (Memories + 2); i++) constants.Hidden[i] = new(c.Hidden[i]);
        return constants;
    }
}
