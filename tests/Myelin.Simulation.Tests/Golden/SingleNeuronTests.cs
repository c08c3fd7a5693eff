using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Golden;

/// <summary>One neuron computed with NEST, run through the whole engine: delivery, inputs, recording and times, not only the step.</summary>
public class SingleNeuronTests
{
    private const double Tolerance = 1e-9;
    private static readonly Time dt = 0.1 * ms;

    [Fact]
    public void Spikes_replayed_at_their_arrival_one_drive_per_weight()
    {
        ReferenceCase reference = ReferenceCase.Open("A_neurons", "iaf_psc_exp_spikes");
        (Network network, Population neuron) = Neuron(reference);
        foreach (var group in Arrivals(reference).GroupBy(a => a.Weight))
        {
            network.Drive(neuron, SpikeReplay([.. group.Select(a => a.Arrive)], [.. group.Select(_ => 0)], group.Key * pA));
        }

        ShouldBeAsComputed(reference, network, neuron);
    }

    [Fact]
    public void Spikes_sent_through_synapses_with_weights_and_delays()
    {
        ReferenceCase reference = ReferenceCase.Open("A_neurons", "iaf_psc_exp_spikes");
        (Network network, Population neuron) = Neuron(reference);
        (double Emit, double Arrive, double Weight)[] arrivals = [.. Arrivals(reference)];
        (double Weight, double Delay)[] trains = [.. arrivals.Select(a => (a.Weight, Delay: Math.Round(a.Arrive - a.Emit, 6))).Distinct()];
        int TrainOf((double Emit, double Arrive, double Weight) a) => Array.IndexOf(trains, (a.Weight, Math.Round(a.Arrive - a.Emit, 6)));

        // Spikes of the same step, weight and delay need a parrot each, since a parrot repeats one spike a step.
        var parrotOf = new int[arrivals.Length];
        var seen = new Dictionary<(int Train, double Emit), int>();
        for (int i = 0; i < arrivals.Length; i++)
        {
            (int, double) key = (TrainOf(arrivals[i]), arrivals[i].Emit);
            int copy = seen.GetValueOrDefault(key);
            seen[key] = copy + 1;
            parrotOf[i] = TrainOf(arrivals[i]) + (copy * trains.Length);
        }

        int copies = seen.Values.Max();
        Population parrots = network.Population("parrots", trains.Length * copies, new Parrot());
        network.Drive(parrots, SpikeReplay([.. arrivals.Select(a => a.Emit)], parrotOf));
        network.Connect(
            parrots,
            neuron,
            Explicit(
                [.. Enumerable.Range(0, parrots.Size)],
                new int[parrots.Size],
                Enumerable.Range(0, parrots.Size).Select(p => trains[p % trains.Length].Weight).ToArray(),
                [.. Enumerable.Range(0, parrots.Size).Select(p => trains[p % trains.Length].Delay)],
                "pA"));
        ShouldBeAsComputed(reference, network, neuron);
    }

    [Fact]
    public void Current_replayed_step_by_step()
    {
        ReferenceCase reference = ReferenceCase.Open("A_neurons", "iaf_psc_exp_step");
        (Network network, Population neuron) = Neuron(reference);
        network.Drive(neuron, ReplayedCurrent(reference.Table("input_current")["I_pA"]));
        ShouldBeAsComputed(reference, network, neuron);
    }

    [Fact]
    public void Current_given_by_its_changes()
    {
        ReferenceCase reference = ReferenceCase.Open("A_neurons", "iaf_psc_exp_step");
        (Network network, Population neuron) = Neuron(reference);
        network.Drive(neuron, StepCurrent((20 * ms, 420 * pA), (220 * ms, 0 * pA)));
        ShouldBeAsComputed(reference, network, neuron);
    }

    private static IEnumerable<(double Emit, double Arrive, double Weight)> Arrivals(ReferenceCase reference)
    {
        IReadOnlyDictionary<string, double[]> table = reference.Table("input_spikes");
        for (int i = 0; i < table["weight"].Length; i++) yield return (table["t_emit_ms"][i], table["t_arrive_ms"][i], table["weight"][i]);
    }

    private static (Network Network, Population Neuron) Neuron(ReferenceCase reference)
    {
        ReferenceNumbers p = reference.Parameters;
        var network = new Network();
        Population neuron = network.Population("neuron", 1, new LifExp
        {
            TauM = p.Time("tau_m"),
            TauSynE = p.Time("tau_syn_ex"),
            TauSynI = p.Time("tau_syn_in"),
            Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"),
            Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"),
            Refractory = p.Time("t_ref"),
        });
        network.Initialize(neuron, "U", reference.InitialState.Voltage("V_m"));
        return (network, neuron);
    }

    private static void ShouldBeAsComputed(ReferenceCase reference, Network network, Population neuron)
    {
        using Simulator run = network.Simulate(
            reference.Duration * ms,
            dt,
            r => r.Spikes(neuron).Voltage(neuron).State(neuron, "Ie").State(neuron, "Ii"),
            new SimulationOptions { Precision = Precision.Double });
        double[] times = reference.Table("spikes")["t_ms"];
        run.Spikes(neuron).Train(0).TimesInMilliseconds.ToArray().Select(t => Math.Round(t, 6)).ShouldBe(times.Select(t => Math.Round(t, 6)));

        IReadOnlyDictionary<string, double[]> expected = reference.Table("trace");
        (string Column, Trace Trace)[] traces = [("V_m", run.Voltage(neuron)), ("I_syn_ex", run.State(neuron, "Ie")), ("I_syn_in", run.State(neuron, "Ii"))];
        foreach ((string column, Trace trace) in traces)
        {
            for (int i = 0; i < expected[column].Length; i++)
            {
                trace.TimeOf(i).InMilliseconds.ShouldBe(expected["t_ms"][i], 1e-6);
                trace[i, 0].ShouldBe(expected[column][i], Tolerance * Math.Max(1, Math.Abs(expected[column][i])), $"{column} at {expected["t_ms"][i]} ms");
            }
        }
    }
}
